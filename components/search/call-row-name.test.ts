import { expect, test } from 'vitest';
import { callOfLegs } from '@/components/call-time/call-fixture';
import { callRowName } from './call-row-name';

const MELBOURNE = 'Australia/Melbourne';
const call = callOfLegs(
  [
    [0, 300],
    [300, 440],
  ],
  { agents: ['Priya N.', 'Fred'], recordedSeconds: 685 },
);

test('says a call in one sentence', () => {
  expect(callRowName(call, MELBOURNE)).toBe(
    '10:42:07, inbound, from 0491 570 156 to 1300 975 707, Priya N. then Fred, tag INV-20418, 2 legs, 12 minutes 20, 92 per cent recorded',
  );
});

test.each([
  [0, 'not heard'],
  [417, '56 per cent heard'],
  [740, 'all heard'],
])('says how much of it one has heard: %s s', (heardSeconds, words) => {
  expect(callRowName(call, MELBOURNE, { heardSeconds, audibleSeconds: 740 })).toMatch(
    new RegExp(`recorded, ${words}$`),
  );
});

test('says that a length is not known where the PBX states none that can be', () => {
  const last = callOfLegs([
    [0, 300],
    [300, 0],
  ]);
  expect(callRowName(last, MELBOURNE)).toMatch(/2 legs, length not known$/);
  const first = callOfLegs([
    [0, 1_000_000_000],
    [300, 60],
  ]);
  expect(callRowName(first, MELBOURNE)).toMatch(/2 legs, 6 minutes$/);
});

test('names what is not known, and the number of warnings', () => {
  const odd = {
    ...call,
    direction: null,
    source: null,
    destination: null,
    did: null,
    agents: [],
    tags: [],
    warnings: [{ code: 'duplicate', message: 'Leg 2 came twice.' }],
  };
  expect(callRowName(odd, MELBOURNE)).toBe(
    '10:42:07, from no caller id, no agent, 2 legs, 12 minutes 20, 92 per cent recorded, 1 warning',
  );
});

test('says the dialled extension of an outbound call and all of several tags', () => {
  const outbound = {
    ...call,
    direction: 'outbound' as const,
    source: '412',
    destination: '0370100400',
    tags: ['A', 'B'],
  };
  expect(callRowName(outbound, MELBOURNE)).toContain(
    'outbound, from ext 412 to (03) 7010 0400, Priya N. then Fred, tags A, B,',
  );
});
