import { expect, test } from 'vitest';
import { listFacts, type ProblemFacts, writeFacts } from './problem-details';

const MELBOURNE = 'Australia/Melbourne';
const facts: ProblemFacts = {
  title: 'The PBX reported an error (500)',
  failedAtMs: Date.parse('2026-11-24T10:42:07+11:00'),
  code: 'pbx-bad-reply',
  status: 502,
  pbxError: 500,
  address: '/api/calls?tag=INV-20418',
  requestId: '1f0c9f2e',
  detail: 'The PBX answered with an error (500): try again.',
};

test('writes what support wants to know, one fact a line', () => {
  expect(writeFacts(facts.title, listFacts(facts, MELBOURNE))).toBe(
    [
      'The PBX reported an error (500).',
      'When: Tue 24 Nov 2026, 10:42:07 AEDT',
      'Code: pbx-bad-reply',
      'Status: 502',
      'PBX error: 500',
      'Asked: /api/calls?tag=INV-20418',
      'Request: 1f0c9f2e',
      'Message: The PBX answered with an error (500): try again.',
    ].join('\n'),
  );
});

test('says that no answer came, and leaves out what is not known', () => {
  const { status, pbxError, address, requestId, ...known } = facts;
  expect(listFacts(known, MELBOURNE).map(({ name, value }) => [name, value])).toEqual([
    ['When', 'Tue 24 Nov 2026, 10:42:07 AEDT'],
    ['Code', 'pbx-bad-reply'],
    ['Status', 'no answer'],
    ['Message', known.detail],
  ]);
});
