import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import openapiTS, { astToString } from 'openapi-typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { API_PATHS } from '@/lib/contract/url-paths';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';

/* What somebody does who writes a client: types from the document, a small program, the compiler. */

const run = promisify(execFile);
const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const PROGRAM = `
import createClient from 'openapi-fetch';
import type { components, paths } from './legato.js';

const [baseUrl = '', tag = ''] = process.argv.slice(2);
const legato = createClient<paths>({ baseUrl });

function fail(problem: components['schemas']['Problem']): never {
  throw new Error(problem.code + ': ' + problem.detail);
}

const found = await legato.GET('/api/calls', { params: { query: { tag } } });
const uniqueId = found.data?.calls[0]?.uniqueId ?? fail(found.error!);
const { data, error } = await legato.GET('/api/calls/{uniqueId}', { params: { path: { uniqueId } } });
const { legs } = data ?? fail(error!);
for (const { leg, username, durationSeconds } of legs) {
  console.log(JSON.stringify({ leg, username, durationSeconds }));
}
`;

const OPTIONS = ['--strict', '--noUncheckedIndexedAccess', '--skipLibCheck', '--types', 'node'];
const TARGET = ['--target', 'es2022', '--module', 'nodenext', '--moduleResolution', 'nodenext'];

let legato: LegatoUnderTest;
let folder: string;
beforeAll(async () => {
  legato = await startLegatoUnderTest();
  mkdirSync(fromRoot('.cache'), { recursive: true });
  // Within the project, so that the program finds its packages.
  folder = mkdtempSync(fromRoot('.cache/generated-client-'));
  const document = await (await fetch(legato.url + API_PATHS.describeApi)).text();
  const types = astToString(await openapiTS(document));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'legato.ts'), types);
});
afterAll(async () => {
  await legato.close();
  rmSync(folder, { recursive: true, force: true });
});

async function compile(program: string): Promise<string> {
  writeFileSync(join(folder, 'list-legs.ts'), program);
  const tsc = fromRoot('node_modules/typescript/bin/tsc');
  const files = ['list-legs.ts', '--outDir', 'out', '--ignoreConfig'];
  const args = [tsc, ...files, ...OPTIONS, ...TARGET];
  return run(process.execPath, args, { cwd: folder }).then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout || 'It did not run.',
  );
}

it('compiles, and lists the legs of a call', async () => {
  const call = await legato.callOf('FIVE-LEGS');
  expect(await compile(PROGRAM)).toBe('');
  const program = join(folder, 'out', 'list-legs.js');
  const { stdout } = await run(process.execPath, [program, legato.url, 'FIVE-LEGS']);
  const listed = stdout.trimEnd().split('\n');

  expect(listed.map((line) => JSON.parse(line))).toEqual(
    call.legs.map(({ leg, username, durationSeconds }) => ({ leg, username, durationSeconds })),
  );
});

it('does not compile with a field that no leg has', async () => {
  const wrong = PROGRAM.replaceAll('username', 'nickname');
  expect(await compile(wrong)).toContain("Property 'nickname' does not exist");
});
