import type { Album } from './picture';
import { fileOf } from './take-pictures';

const link = (file: string) => `[![](screenshots/${file})](screenshots/${file})`;

/** docs/screenshots.md: every picture in light and dark side by side, and its sentence. */
export function indexOf(albums: readonly Album[]): string {
  const sections = albums.map(({ title, pictures }) => {
    const rows = pictures.flatMap((picture) =>
      [false, ...(picture.onPhone ? [true] : [])].map((isPhone) => {
        const [light, dark] = (['light', 'dark'] as const).map((theme) =>
          link(fileOf(picture, theme, isPhone)),
        );
        return `| ${isPhone ? 'The same on a phone.' : picture.what} | ${light} | ${dark} |`;
      }),
    );
    return [`## ${title}`, '', '| State | Light | Dark |', '| --- | --- | --- |', ...rows].join(
      '\n',
    );
  });
  return [
    '# Every state',
    '',
    'Taken by `npm run screenshots` from the built Legato and the simulated PBX, whose calls move with the day:',
    'numbers and names are invented. 1440 × 900, and 390 × 844 on a phone.',
    '',
    sections.join('\n\n'),
    '',
  ].join('\n');
}
