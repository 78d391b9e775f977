import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { readTree } from './read-tree';

const tree = readTree();
const text = tree.find(({ path }) => path === 'docs/player.md')?.text ?? '';
const picture = /```mermaid\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
const files = tree.filter(
  ({ path }) =>
    /^components\/playback\/[^/]+\.ts$/.test(path) &&
    !/\.test\.ts$|-fixture\.ts$|\/fake-/.test(path),
);
const nameOf = (path: string) => basename(path, '.ts');

/** The picture leaves these out, as its text says: the store builds every part, and every part uses the state. */
const isDrawn = (from: string, to: string) => from !== 'player-store' && to !== 'player-state';

test('the picture of the player shows the files of components/playback, and no other', () => {
  const drawn = [...picture.matchAll(/^\s*([a-z-]+)\["([a-z-]+):/gm)]
    .filter(([line]) => !line.trim().startsWith('subgraph'))
    .map(([, id, label]) => `${id} ${label}`);
  expect(drawn.sort(), 'Draw the file in docs/player.md: `name["name: what it is for"]`.').toEqual(
    files.map(({ path }) => `${nameOf(path)} ${nameOf(path)}`).sort(),
  );
});

test('the arrows of that picture are the imports between these files', () => {
  const drawn = [...picture.matchAll(/^\s*([a-z-]+) --> (.+)$/gm)].flatMap(([, from, targets]) =>
    (targets ?? '').split('&').map((to) => `${from} → ${to.trim()}`),
  );
  const imported = files.flatMap((file) =>
    [...file.text.matchAll(/\b(?:from|import\()\s*'(?:\.|@\/components\/playback)\/([^'/]+)'/g)]
      .map(([, target]) => target ?? '')
      .filter((target) => isDrawn(nameOf(file.path), target))
      .map((target) => `${nameOf(file.path)} → ${target}`),
  );
  expect(imported.length).toBeGreaterThan(20);
  expect(drawn.sort(), 'Add or take away the arrow in docs/player.md.').toEqual(imported.sort());
});
