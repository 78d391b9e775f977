import { afterAll, beforeAll, expect, it } from 'vitest';
import { Problem } from '@/lib/contract/problem';
import { API_PATHS } from '@/lib/contract/url-paths';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';

let legato: LegatoUnderTest;
beforeAll(async () => {
  legato = await startLegatoUnderTest();
});
afterAll(() => legato.close());

const refusalOf = async (answer: Response) => {
  const { status, code } = Problem.parse(await answer.json());
  return [status, code];
};

it.each([
  '/api/heard?uniqueId=a%00b',
  '/api/calls/%00',
  '/api/log?person=%00',
  '/api/calls?tag=%00x',
])('a character zero in %s is refused before the database has to', async (address) => {
  expect(await refusalOf(await fetch(legato.url + address))).toEqual([400, 'invalid-request']);
});

it.each(['\\u0000', '\\ud800', 'a\\udc00b'])('%s in what is sent is refused', async (escaped) => {
  const answer = await fetch(legato.url + API_PATHS.reportListening, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: `{"listeningId":"7f04fc1b-9c57-4b25-a072-a721f059aefe","uniqueId":"x${escaped}","leg":1,"intervals":[[0,1]],"speed":1}`,
  });
  expect(await refusalOf(answer)).toEqual([400, 'invalid-request']);
});

it('a pair of surrogates is one character, and goes through', async () => {
  const answer = await fetch(`${legato.url}/api/calls?tag=${encodeURIComponent('😀')}`);
  expect(answer.status).toBe(200);
});
