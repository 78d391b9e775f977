import { get } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { Problem } from '@/lib/contract/problem';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';
import type { NextHandler } from './handle';

let legato: LegatoUnderTest;
afterEach(() => legato.close());

test('a page that Next fails to answer is a problem, and the process goes on', async () => {
  const next: NextHandler = async () => {
    throw new Error('a renderer that failed');
  };
  legato = await startLegatoUnderTest({ next });
  const response = await fetch(`${legato.url}/`);
  expect(Problem.parse(await response.json())).toMatchObject({
    status: 500,
    code: 'internal-error',
  });
  expect(legato.logged()).toContain('a renderer that failed');
  expect((await fetch(`${legato.url}/`)).status).toBe(500);
});

test('a page that fails in the middle ends abnormally, so that nobody takes it for whole', async () => {
  const next: NextHandler = async (_request, response) => {
    response.write('<html>');
    throw new Error('a renderer that failed');
  };
  legato = await startLegatoUnderTest({ next });
  const text = fetch(`${legato.url}/`).then((response) => response.text());
  await expect(text).rejects.toThrow();
});

test('a page under a foreign name is refused before it is rendered', async () => {
  let rendered = 0;
  const next: NextHandler = async (_request, response) => {
    rendered += 1;
    response.end();
  };
  legato = await startLegatoUnderTest({ next });
  const statusOf = (path: string) =>
    new Promise((resolve, reject) => {
      get(legato.url + path, { headers: { Host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject);
    });
  expect(await statusOf('/calls/1.2')).toBe(403);
  expect(rendered).toBe(0);
  expect(await statusOf('/_next/static/a.js')).toBe(403);
});
