import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { isForTests, readImports } from './read-imports';
import { readTree } from './read-tree';

const imports = readImports();
const sources = [...imports].filter(([path]) => !isForTests(path));
const architecture = readTree().find(({ path }) => path === 'docs/architecture.md')?.text ?? '';

interface Room {
  id: string;
  /** Folders and files that it stands for. */
  places: string[];
  /** Everybody may import what lies on the ground; it imports nothing above itself. */
  isGround: boolean;
}

/** Rooms and arrows of the picture: `id["lib/http<br/>words"]`, `http --> calls & export`. */
function readPicture() {
  const [, diagram = ''] = /```mermaid\n(flowchart[\s\S]*?)```/.exec(architecture) ?? [];
  const rooms: Room[] = [];
  const arrows = new Set<string>();
  let isGround = false;
  for (const line of diagram.split('\n')) {
    if (/^\s*subgraph ground\b/.test(line)) isGround = true;
    if (/^\s*end\b/.test(line)) isGround = false;
    const [, id = '', label = ''] = /^\s*(\w+)\["([^"]+)"\]/.exec(line) ?? [];
    const [places = ''] = label.split('<br/>');
    if (id) rooms.push({ id, isGround, places: places.split(',').map((place) => place.trim()) });
    const [, from = '', to = ''] = /^\s*(\w+) --> (.+)$/.exec(line) ?? [];
    for (const target of to.split('&').filter(Boolean)) arrows.add(`${from} --> ${target.trim()}`);
  }
  return { rooms, arrows };
}

const { rooms, arrows } = readPicture();
const roomOf = (path: string): Room | undefined =>
  rooms.find(({ places }) =>
    places.some((place) => path === place || path.startsWith(`${place}/`)),
  );

const inTheHouse = (path: string) =>
  /^(app|pages|components|lib|saved-page)\//.test(path) && !path.endsWith('.d.ts');

test('no file imports itself by way of others, types included', () => {
  expect(findCircles(imports), 'Move what both need into a file of its own.').toEqual([]);
});

test('no folder imports itself by way of others', () => {
  const folders = new Map<string, Set<string>>();
  for (const [path, targets] of sources.filter(([one]) => inTheHouse(one))) {
    const from = posix.dirname(path);
    const others = targets.map((target) => posix.dirname(target)).filter((to) => to !== from);
    folders.set(from, new Set([...(folders.get(from) ?? []), ...others]));
  }
  expect(findCircles(folders), 'Move what is imported into the room below.').toEqual([]);
});

test('the picture in docs/architecture.md shows every room, and no other', () => {
  const homeless = sources
    .map(([path]) => path)
    .filter((path) => inTheHouse(path) && !roomOf(path));
  expect(homeless, 'Draw the room, or move the file into one.').toEqual([]);
  const empty = rooms
    .flatMap(({ places }) => places)
    .filter((place) => !sources.some(([path]) => path === place || path.startsWith(`${place}/`)));
  expect(empty, 'Nothing is there any more: take it out of the picture.').toEqual([]);
});

test('the picture in docs/architecture.md shows every arrow, and no other', () => {
  const found = new Map<string, string>();
  for (const [path, targets] of sources) {
    const from = roomOf(path);
    if (!from || !inTheHouse(path)) continue;
    for (const target of targets) {
      const to = roomOf(target);
      if (!to || to === from || (to.isGround && !from.isGround)) continue;
      if (to.isGround && from.isGround) continue;
      found.set(`${from.id} --> ${to.id}`, `${path} imports ${target}`);
    }
  }
  const undrawn = [...found].filter(([arrow]) => !arrows.has(arrow)).map(([, import_]) => import_);
  expect(undrawn, 'Draw the arrow if it points the right way; else move what is imported.').toEqual(
    [],
  );
  const unused = [...arrows].filter((arrow) => !found.has(arrow));
  expect(unused, 'Nobody goes this way any more: take the arrow out.').toEqual([]);
});

test('the arrows of the picture lead in one direction', () => {
  const below = new Map<string, string[]>();
  for (const arrow of arrows) {
    const [from = '', to = ''] = arrow.split(' --> ');
    below.set(from, [...(below.get(from) ?? []), to]);
  }
  const reaches = (from: string, goal: string, seen = new Set<string>()): boolean =>
    (below.get(from) ?? []).some((next) => {
      if (next === goal) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, goal, seen);
    });
  expect([...below.keys()].filter((id) => reaches(id, id))).toEqual([]);
});

test('a file has a reason to exist', () => {
  const users = new Map<string, string[]>();
  for (const [path, targets] of imports) {
    for (const target of targets) users.set(target, [...(users.get(target) ?? []), path]);
  }
  const texts = new Map(readTree().map(({ path, text }) => [path, text]));
  const small = sources
    .map(([path]) => path)
    .filter((path) => inTheHouse(path))
    // A client leaf keeps what imports it on the server; an entry is found by its place.
    .filter((path) => !/^['"]use client['"]/.test(texts.get(path) ?? '') && users.get(path))
    .filter((path) => (texts.get(path) ?? '').trimEnd().split('\n').length < 20)
    .filter((path) => users.get(path)?.length === 1 && !isEntry(path));
  expect(
    small,
    'Fewer than 20 lines for one reader, a test included: put them where they are read.',
  ).toEqual([]);
});

test('every file is used', () => {
  const used = new Set([...imports].flatMap(([, targets]) => targets));
  const idle = sources
    .map(([path]) => path)
    .filter((path) => inTheHouse(path) && !used.has(path) && !isEntry(path));
  expect(idle, 'Nobody imports it: delete it.').toEqual([]);
});

/** What is found by its place and not by an import, or loaded as the start of a thread. */
function isEntry(path: string): boolean {
  return (
    /^(app|pages)\//.test(path) ||
    /^lib\/server\/(start|page-request|[a-z-]+-command)\.ts$/.test(path) ||
    /-thread\.ts$/.test(path) ||
    path === 'lib/database/load-raw-text.mjs' ||
    /^saved-page\/(start|build-saved-page)\.m?[jt]s$/.test(path) ||
    /^lib\/simulator\/(main|sounds\/.*)\.ts$/.test(path)
  );
}

/** Tarjan's strongly connected components of more than one node. */
function findCircles(graph: ReadonlyMap<string, Iterable<string>>): string[][] {
  const circles: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const visit = (path: string): number => {
    order.set(path, order.size);
    let low = order.size - 1;
    lowest.set(path, low);
    open.push(path);
    for (const target of graph.get(path) ?? []) {
      if (!order.has(target)) low = Math.min(low, visit(target));
      else if (open.includes(target)) low = Math.min(low, order.get(target) ?? low);
    }
    lowest.set(path, low);
    if (low === order.get(path)) {
      const circle = open.splice(open.indexOf(path));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return low;
  };
  for (const path of graph.keys()) if (!order.has(path)) visit(path);
  return circles;
}
