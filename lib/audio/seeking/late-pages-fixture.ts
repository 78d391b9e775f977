import { readFileSync, writeFileSync } from 'node:fs';
import { OggPages, pageAt } from '@/lib/audio/formats/ogg-page';

/** Writes an Ogg file whose pages say that all of it comes so many granules later. */
const [from = '', to = '', later = '0'] = process.argv.slice(2);
const pages = [...new OggPages().push(readFileSync(from))].map((page) =>
  page.granule ? pageAt(page, page.granule + Number(later)) : page.bytes,
);
writeFileSync(to, Buffer.concat(pages));
