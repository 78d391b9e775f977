import { describe, expect, test } from 'vitest';
import type { PersonActor } from './actor';
import { createHearingJudge, type OwnedLeg } from './hearable-legs';
import { createDirectory, type Person, type Team } from './people/directory';

const person = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  name: id,
  username: id,
  email: null,
  role: 'agent',
  isActive: true,
  noojeeUsernames: [id],
  ...more,
});
const actor = ({ id, name, username, role }: Person): PersonActor => ({
  kind: 'person',
  id,
  name,
  username,
  role,
  by: 'session',
  sessionId: 's',
});

const fred = person('fred', { noojeeUsernames: ['Fred', 'fred2'] });
const wilma = person('wilma');
const ruth = person('ruth', { role: 'supervisor' });
const maya = person('maya', { role: 'recording-manager', noojeeUsernames: [] });
const gone = person('gone', { isActive: false });
const inbound: Team = {
  id: 'inbound',
  name: 'Inbound',
  supervisorIds: ['ruth', 'wilma'],
  members: [{ id: 'm1', personId: 'fred', firstDay: '2025-11-01', lastDay: '2025-11-30' }],
};
const directory = createDirectory([fred, wilma, ruth, maya, gone], [inbound]);
const judge = createHearingJudge(() => directory, {
  systemUsers: new Set(['administrator']),
  sharesSystemLegs: true,
});

const legs: readonly OwnedLeg[] = [
  { leg: 1, username: 'ADMINISTRATOR', startedAt: '2025-11-30T23:59:58+11:00' },
  { leg: 2, username: 'FRED', startedAt: '2025-11-30T23:59:59+11:00' },
  { leg: 3, username: 'fred2', startedAt: '2025-12-01T00:00:00+11:00' },
  { leg: 4, username: 'stranger', startedAt: '2025-11-30T10:00:00+11:00' },
  { leg: 5, username: null, startedAt: '2025-12-01T00:01:00+11:00' },
];

async function hears(who: Person, of: readonly OwnedLeg[] = legs): Promise<number[]> {
  const { open, restricted } = await judge.divideLegs(actor(who), of);
  expect([...open, ...restricted].map(({ leg }) => leg).sort()).toEqual(of.map(({ leg }) => leg));
  return open.map(({ leg }) => leg);
}

describe('what somebody hears of a call', () => {
  test('a recording manager: everything', async () => {
    expect(await hears(maya)).toEqual([1, 2, 3, 4, 5]);
  });
  test('an agent: his own legs, by each of his user names, and those of the system', async () => {
    expect(await hears(fred)).toEqual([1, 2, 3, 5]);
  });
  test('a supervisor: his agents’ legs, by the day on which they were made', async () => {
    expect(await hears(ruth)).toEqual([1, 2, 5]);
  });
  test('an agent who is named as a supervisor of a team: no legs of it', async () => {
    expect(await hears(wilma)).toEqual([]);
  });
  test('nobody who is switched off, unknown, or not a person', async () => {
    expect(await hears(gone, [{ leg: 1, username: 'gone', startedAt: '2025-11-01' }])).toEqual([]);
    expect(await hears(person('unknown', { role: 'recording-manager' }))).toEqual([]);
    expect((await judge.divideLegs({ kind: 'nobody' }, legs)).open).toEqual([]);
  });
  test('legs of system users alone: recording managers', async () => {
    const alone = legs.filter(({ leg }) => leg === 1 || leg === 5);
    expect(await hears(ruth, alone)).toEqual([]);
    expect(await hears(maya, alone)).toEqual([1, 5]);
  });
  test('legs of system users beside what others own: not what one does not hear', async () => {
    expect(await hears(ruth, legs.slice(2))).toEqual([]);
  });
  test('the right of the moment counts, not what was known at sign-in', async () => {
    const demoted = { ...actor(maya), role: 'recording-manager' as const };
    const later = createHearingJudge(() => createDirectory([{ ...maya, role: 'agent' }], []), {
      systemUsers: new Set(),
      sharesSystemLegs: true,
    });
    expect(later.hearsEverything(demoted)).toBe(false);
    expect((await later.divideLegs(demoted, legs)).open).toEqual([]);
  });
});

describe('why somebody hears a leg', () => {
  test('names the rule', () => {
    expect(judge.explain('ruth', legs)).toEqual([
      { because: 'shared', with: 2 },
      {
        because: 'team',
        team: inbound,
        member: fred,
        firstDay: '2025-11-01',
        lastDay: '2025-11-30',
      },
      null,
      null,
      { because: 'shared', with: 2 },
    ]);
    expect(judge.explain('fred', legs)[2]).toEqual({ because: 'own', noojeeUsername: 'fred2' });
    expect(judge.explain('maya', legs)[3]).toEqual({ because: 'recording-manager' });
  });
  test('what is not shared goes to recording managers alone', () => {
    const strict = createHearingJudge(() => directory, {
      systemUsers: new Set(['administrator']),
      sharesSystemLegs: false,
    });
    expect(strict.explain('ruth', legs).map((reason) => reason?.because)).toEqual([
      undefined,
      'team',
      undefined,
      undefined,
      undefined,
    ]);
  });
});
