import { basename, dirname } from 'node:path';
import { expect, test } from 'vitest';
import { isForTests, readImports } from './read-imports';
import { readTree } from './read-tree';

const text = readTree().find(({ path }) => path === 'docs/player.md')?.text ?? '';
const picture = /```mermaid\n([\s\S]*?)```/.exec(text)?.[1] ?? '';

const isInRoom = (path: string) => dirname(path) === 'components/playback' && !isForTests(path);
const files = [...readImports()].filter(([path]) => isInRoom(path));
const nameOf = (path: string) => basename(path, '.ts');

/** The picture leaves these out, as its text says: the store builds every part, and every part uses the state. */
const isDrawn = (from: string, to: string) => from !== 'player-store' && to !== 'player-state';

test('the picture of the player shows the files of components/playback, and no other', () => {
  const drawn = [...picture.matchAll(/^\s*([a-z-]+)\["([a-z-]+):/gm)].map(
    ([, id, label]) => `${id} ${label}`,
  );
  expect(drawn.sort(), 'Draw the file in docs/player.md: `name["name: what it is for"]`.').toEqual(
    files.map(([path]) => `${nameOf(path)} ${nameOf(path)}`).sort(),
  );
});

test('the arrows of that picture are the imports between these files', () => {
  const drawn = [...picture.matchAll(/^\s*([a-z-]+) --> (.+)$/gm)].flatMap(([, from, targets]) =>
    (targets ?? '').split('&').map((to) => `${from} → ${to.trim()}`),
  );
  const imported = files.flatMap(([path, targets]) =>
    targets
      .filter((target) => isInRoom(target) && isDrawn(nameOf(path), nameOf(target)))
      .map((target) => `${nameOf(path)} → ${nameOf(target)}`),
  );
  expect(imported.length).toBeGreaterThan(20);
  expect(drawn.sort(), 'Add or take away the arrow in docs/player.md.').toEqual(imported.sort());
});
