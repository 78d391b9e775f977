import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { ProblemCode } from '../lib/contract/problem';
import packageJson from '../package.json' with { type: 'json' };
import { findLines, readTree } from './read-tree';

const tree = readTree();
const textOf = (path: string) => tree.find((file) => file.path === path)?.text ?? '';
const allMatches = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '').sort();

test('.env.example describes every setting, and no other', () => {
  const settings = tree
    .filter(({ path }) => /^lib\/server\/([a-z-]+-)?env\.ts$/.test(path))
    .map(({ text }) => text)
    .join('\n');
  const known = allMatches(settings, /^ {2}([A-Z][A-Z0-9_]+):/gm);
  expect(known).toContain('NOOJEE_URL');
  expect(
    allMatches(textOf('.env.example'), /^(?:# )?([A-Z][A-Z0-9_]+)=/gm),
    'Describe the setting in .env.example, with its default after "# ".',
  ).toEqual(known);
});

test('docs/dependencies.md gives the reason for every dependency, and no other', () => {
  const { dependencies, devDependencies } = packageJson;
  expect(
    allMatches(textOf('docs/dependencies.md'), /^\| `([^`]+)`\s+\|/gm),
    'Add a line: what it is for, and why it and not its rival or our own code.',
  ).toEqual([...Object.keys(dependencies), ...Object.keys(devDependencies)].sort());
});

test('docs/operations.md says what to do about every problem', () => {
  const known = allMatches(textOf('docs/operations.md'), /`([a-z-]+)`/g);
  expect(
    ProblemCode.options.filter((code) => !known.includes(code)),
    'Add a line to "Problems by code": what happened, what to do.',
  ).toEqual([]);
});

test('links between the papers lead somewhere', () => {
  const broken = tree
    .filter(({ path }) => path.endsWith('.md'))
    .flatMap(({ path, text }) =>
      allMatches(text, /\]\(([^)#\s]+)(?:#[^)]*)?\)/g)
        .filter((link) => !/^[a-z]+:/.test(link))
        .filter((link) => !existsSync(normalize(join(dirname(path), decodeURI(link)))))
        .map((link) => `${path}: ${link}`),
    );
  expect(broken, 'Point the link at a file that exists.').toEqual([]);
});

test('nothing in the tree belongs to one machine', () => {
  const files = tree.filter(({ path }) => !path.startsWith('laws/'));
  expect(
    findLines(files, /\/(root|home\/[a-z]+|Users\/[A-Za-z]+|work\/(main|wt|shared))\/|"resolved":/),
    'Use a path from the root of the repository. The lock file names no host: npm asks its own registry.',
  ).toEqual([]);
});

test('nothing is loaded from another server', () => {
  const files = tree.filter(({ path }) => /^(app|components|public|pages)\//.test(path));
  expect(
    findLines(
      files,
      /next\/font\/google|@import\s+(url\()?["']?https?:|(src|href)=["']https?:\/\//,
    ),
    'Bring it along as an npm package: Legato runs where there is no internet.',
  ).toEqual([]);
});
