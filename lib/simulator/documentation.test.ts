import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EXAMPLES } from './examples';
import {
  AUDIO_FAULTS,
  CONTAINERS,
  GATHERINGS,
  LONG_REPLIES,
  METADATA_FAULTS,
  TONES,
} from './faults';

const page = readFileSync(new URL('../../docs/simulator.md', import.meta.url), 'utf8');
const listed = [...page.matchAll(/^\| `([^`]+)` +\| ([^|]+?) +\|$/gm)].map(([, tag, what]) => ({
  tag,
  what,
}));

it('docs/simulator.md lists every tag as the tables have it, and no other', () => {
  const tables = [
    EXAMPLES,
    CONTAINERS,
    TONES,
    METADATA_FAULTS,
    LONG_REPLIES,
    AUDIO_FAULTS,
    GATHERINGS,
  ];
  expect(listed).toEqual(tables.flatMap((table) => table.map(({ tag, what }) => ({ tag, what }))));
});
