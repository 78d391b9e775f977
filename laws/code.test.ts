import { basename } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { hasComment, lineOf, walkSyntax } from './read-syntax';
import { findLines, readTree } from './read-tree';

const code = readTree().filter(({ path }) => /\.(ts|tsx|js|mjs)$/.test(path));
const isTest = (path: string) => /\.(test|e2e)\.tsx?$/.test(path) || path.startsWith('laws/');
const isFixture = (path: string) => /-(under-test|fixture|stub)\.ts$/.test(path);
const isConfig = (path: string) => /^[^/]+\.(js|mjs)$|^[^/]+\.config\.ts$/.test(path);

test('settings are read in lib/server/env.ts alone', () => {
  const exempt =
    /^(lib\/server\/env\.ts|lib\/simulator\/main\.ts|instrumentation\.ts|(scripts|bench|e2e)\/)/;
  const files = code.filter(({ path }) => !exempt.test(path) && !isTest(path) && !isConfig(path));
  expect(
    findLines(files, /process\.env\b/),
    'Take the value as an argument: lib/server/env.ts reads the environment, lib/server/runtime.ts hands it on.',
  ).toEqual([]);
});

test('a file can be read in one go', () => {
  const files = readTree().filter(({ path }) => /\.(ts|tsx|js|mjs|css)$/.test(path));
  expect(
    files.filter(({ text }) => text.trimEnd().split('\n').length > 400).map(({ path }) => path),
    'Split it by what its parts are about: at most 400 lines, and 60 to 300 read best.',
  ).toEqual([]);
});

test('a file is named after what it holds', () => {
  expect(
    code
      .map(({ path }) => path)
      .filter((path) => /^(utils?|helpers?|common|misc|shared)\b/.test(basename(path))),
    'Name it after the one thing it exports.',
  ).toEqual([]);
});

test('exports have names', () => {
  const exempt = /^(app|pages)\/|^(instrumentation|proxy)\.ts$|^e2e\/global-setup\.ts$/;
  const files = code.filter(({ path }) => !exempt.test(path) && !isConfig(path));
  expect(
    findLines(files, /^export default\b|\bas default\b/),
    'Export it by name: a default export has as many names as importers.',
  ).toEqual([]);
});

test('a type assertion gives its reason', () => {
  const found: string[] = [];
  const files = code.filter(({ path }) => !isTest(path) && !path.startsWith('bench/'));
  for (const file of files) {
    walkSyntax(file, (node, source) => {
      if (!ts.isAsExpression(node)) return;
      // The address of a server that listens on a port is never the path of a pipe.
      if (['const', 'AddressInfo'].includes(node.type.getText(source))) return;
      const line = source.getLineAndCharacterOfPosition(node.type.getStart(source)).line + 1;
      const isExplained =
        hasComment(file.text, line) || hasComment(file.text, lineOf(node, source));
      if (!isExplained) found.push(`${file.path}:${line}: ${node.getText(source).slice(0, 100)}`);
    });
  }
  expect(
    found,
    'Parse the value with a schema, narrow it, or use `satisfies`. If none can: say why in a comment above.',
  ).toEqual([]);
});

test('every test expects something', () => {
  const found: string[] = [];
  for (const file of code.filter(({ path }) => /\.(test|e2e)\.tsx?$/.test(path))) {
    walkSyntax(file, (node, source) => {
      if (!ts.isCallExpression(node)) return;
      if (!/^(test|it)(\.(each|for|only|concurrent)\b|$)/.test(node.expression.getText(source)))
        return;
      const body = node.arguments.at(-1);
      if (!body || !(ts.isArrowFunction(body) || ts.isFunctionExpression(body))) return;
      if (/\b(expect|assert)/.test(body.getText(source))) return;
      found.push(`${file.path}:${lineOf(node, source)}`);
    });
  }
  expect(found, 'A test without an expectation passes whatever the code does.').toEqual([]);
});

test('tests wait for what they need, not for time to pass', () => {
  const files = code.filter(({ path }) => isTest(path) && !path.startsWith('laws/'));
  expect(
    findLines(files, /waitForTimeout|\bsleep\(|getByTestId|data-testid/),
    'Wait for a condition with expect.poll or a locator, and find things by role and name.',
  ).toEqual([]);
});

test('modules that hold the key cannot reach the browser', () => {
  const files = code.filter(
    ({ path }) =>
      /^lib\/(?!simulator\/|contract\/)/.test(path) && !isTest(path) && !isFixture(path),
  );
  const holders = files.filter(
    ({ path, text }) => path === 'lib/server/runtime.ts' || /\bapiKey\b/.test(text),
  );
  expect(holders.map(({ path }) => path)).toContain('lib/noojee/create-noojee-client.ts');
  expect(
    holders.filter(({ text }) => !text.startsWith("import 'server-only';")).map(({ path }) => path),
    "Begin the file with import 'server-only': then a build that would ship it to the browser fails.",
  ).toEqual([]);
});
