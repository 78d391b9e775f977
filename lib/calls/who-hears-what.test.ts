import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import type { PersonActor } from '@/lib/access/actor';
import { createHearingJudge } from '@/lib/access/hearable-legs';
import { createDirectory, Role } from '@/lib/access/people/directory';
import type { NoojeeLeg } from '@/lib/noojee/leg';
import { between, pick, randomFor } from '@/lib/simulator/random';
import { assembleCall } from './rules/assemble-call';
import { createZonedIso } from './rules/zoned-iso';

/*
 * The rules of access once more, as plainly as they can be said, by looking through lists of rows. What the
 * program answers is compared with that for random people, teams, days and calls.
 */

const CASES = 10_000;
const ZONE = 'Australia/Melbourne';
const SYSTEM = ['Administrator', 'NoojeeAdmin'];
const zonedIso = createZonedIso(ZONE);

interface World {
  people: { id: string; role: Role; isActive: boolean }[];
  usernames: { personId: string; username: string }[];
  supervisors: { team: string; personId: string }[];
  members: { team: string; personId: string; from: string; to: string | null }[];
  shares: boolean;
}

const same = (a: string, b: string) => a.localeCompare(b, 'en', { sensitivity: 'accent' }) === 0;

function ownLegHeard(world: World, personId: string, leg: NoojeeLeg): boolean {
  const person = world.people.find(({ id }) => id === personId);
  if (!person?.isActive) return false;
  if (person.role === 'recording-manager') return true;
  if (leg.username === null || SYSTEM.some((name) => same(name, leg.username ?? ''))) return false;
  const owners = world.usernames.filter((row) => same(row.username, leg.username ?? ''));
  if (owners.some((row) => row.personId === personId)) return true;
  if (person.role !== 'supervisor') return false;
  const day = Temporal.Instant.from(leg.startedAt).toZonedDateTimeISO(ZONE).toPlainDate();
  for (const { team } of world.supervisors.filter((row) => row.personId === personId)) {
    for (const member of world.members.filter((row) => row.team === team)) {
      if (!owners.some((row) => row.personId === member.personId)) continue;
      const isAfterFirst = Temporal.PlainDate.compare(day, member.from) >= 0;
      const isBeforeEnd = member.to === null || Temporal.PlainDate.compare(day, member.to) <= 0;
      if (isAfterFirst && isBeforeEnd) return true;
    }
  }
  return false;
}

function isHeard(world: World, personId: string, leg: NoojeeLeg, call: readonly NoojeeLeg[]) {
  if (ownLegHeard(world, personId, leg)) return true;
  const isOfSystem = leg.username === null || SYSTEM.some((name) => same(name, leg.username ?? ''));
  return isOfSystem && world.shares && call.some((one) => ownLegHeard(world, personId, one));
}

/** The same numbers on every run. */
function randomFrom(seed: number) {
  const next = randomFor(seed);
  return {
    below: (count: number) => between(next, 0, count - 1),
    pick: <T>(of: readonly T[]): T => pick(next, of),
    isTrue: (share: number) => next() < share,
  };
}
type Random = ReturnType<typeof randomFrom>;

/** Around midnight of days on which the clocks change, and of others. */
const DAYS = ['2025-10-05', '2026-04-05', '2025-11-30', '2026-02-28', '2026-07-01'];
const NAMES = ['Fred', 'WILMA', 'ruth', 'José', 'Zoë', 'ålf', 'mo.b', 'ext 400'];

function randomDay(random: Random): string {
  return Temporal.PlainDate.from(random.pick(DAYS))
    .add({ days: random.below(5) - 2 })
    .toString();
}

function randomWorld(random: Random): World {
  const people = Array.from({ length: 2 + random.below(5) }, (_, index) => ({
    id: `p${index}`,
    role: random.isTrue(0.15) ? ('recording-manager' as const) : random.pick(Role.options),
    isActive: random.isTrue(0.9),
  }));
  const teams = ['Inbound', 'Sales', 'Night'];
  return {
    people,
    usernames: NAMES.filter(() => random.isTrue(0.8)).map((username) => ({
      username,
      personId: random.pick(people).id,
    })),
    supervisors: teams.flatMap((team) =>
      people.filter(() => random.isTrue(0.4)).map(({ id }) => ({ team, personId: id })),
    ),
    members: teams.flatMap((team) =>
      people
        .filter(() => random.isTrue(0.6))
        .map(({ id }) => {
          const from = randomDay(random);
          const to = Temporal.PlainDate.from(from)
            .add({ days: random.below(4) })
            .toString();
          return { team, personId: id, from, to: random.isTrue(0.3) ? null : to };
        }),
    ),
    shares: random.isTrue(0.7),
  };
}

function randomCall(random: Random): NoojeeLeg[] {
  const midnight = Temporal.PlainDate.from(randomDay(random)).toZonedDateTime(ZONE);
  const startMs = midnight.epochMilliseconds + (random.below(14_400) - 7_200) * 1000;
  return Array.from({ length: 1 + random.below(6) }, (_, index) => {
    const name = random.isTrue(0.25) ? random.pick([...SYSTEM, 'NOOJEEADMIN']) : random.pick(NAMES);
    const secret = (field: string) => (random.isTrue(0.8) ? `${field}-of-leg-${index + 1}` : null);
    return {
      uniqueId: `${Math.floor(startMs / 1000)}.${random.below(1000)}`,
      leg: index + 1,
      callRecordId: secret('record'),
      tag: secret('tag'),
      username: random.isTrue(0.1)
        ? null
        : random.pick([name, name.toUpperCase(), name.toLowerCase()]),
      source: secret('source'),
      destination: secret('destination'),
      did: secret('did'),
      direction: random.pick(['inbound', 'outbound', 'internal', null]),
      startedAt: zonedIso(startMs + index * 60_000 + random.below(30) * 1000),
      durationSeconds: 1 + random.below(120),
      warnings: random.isTrue(0.1) ? [{ code: 'odd', message: `warning-of-leg-${index + 1}` }] : [],
    };
  });
}

/** The program's judge, from the same rows. */
function judgeOf(world: World) {
  const directory = createDirectory(
    world.people.map(({ id, role, isActive }) => ({
      id,
      name: id,
      username: id,
      email: null,
      role,
      isActive,
      noojeeUsernames: world.usernames
        .filter(({ personId }) => personId === id)
        .map(({ username }) => username),
    })),
    [...new Set(world.members.map(({ team }) => team))].map((team) => ({
      id: team,
      name: team,
      supervisorIds: world.supervisors
        .filter((row) => row.team === team)
        .map(({ personId }) => personId),
      members: world.members
        .filter((row) => row.team === team)
        .map(({ personId, from, to }, index) => ({
          id: `${team}-${index}`,
          personId,
          firstDay: from,
          lastDay: to,
        })),
    })),
  );
  return createHearingJudge(() => directory, {
    systemUsers: new Set(SYSTEM.map((name) => name.toLowerCase())),
    sharesSystemLegs: world.shares,
  });
}

test(`${CASES.toLocaleString('en')} random calls are divided as the plain rules say, and leak nothing`, async () => {
  const random = randomFrom(20_261_126);
  const rules = { systemUsers: new Set(SYSTEM.map((name) => name.toLowerCase())), zonedIso };
  const seen = { open: 0, restricted: 0, mixed: 0, hidden: 0, shared: 0 };
  for (let index = 0; index < CASES; index++) {
    const world = randomWorld(random);
    const call = randomCall(random);
    const { id, role } = random.pick(world.people);
    const actor: PersonActor = {
      kind: 'person',
      id,
      name: id,
      username: id,
      role,
      by: 'session',
      sessionId: null,
    };
    const divided = await judgeOf(world).divideLegs(actor, call);
    const expected = call.filter((leg) => isHeard(world, id, leg, call));
    expect(divided.open, `case ${index}`).toEqual(expected);
    expect(divided.restricted).toEqual(call.filter((leg) => !expected.includes(leg)));

    seen.open += divided.open.length;
    seen.restricted += divided.restricted.length;
    seen.shared += expected.filter((leg) => !ownLegHeard(world, id, leg)).length;
    if (divided.open.length === 0) seen.hidden += 1;
    if (divided.open.length === 0 || divided.restricted.length === 0) continue;
    seen.mixed += 1;
    const uniqueId = call[0]?.uniqueId ?? '';
    const answered = JSON.stringify(assembleCall(uniqueId, divided, rules));
    for (const { leg } of divided.restricted) expect(answered).not.toContain(`-of-leg-${leg}"`);
    // Whatever a leg holds that is not his: what he is answered is the same to the last byte.
    const others = call.map((leg) =>
      divided.open.includes(leg)
        ? leg
        : { ...leg, username: 'stranger', tag: 'x', source: 'x', destination: null, did: 'x' },
    );
    const again = await judgeOf(world).divideLegs(actor, others);
    expect(JSON.stringify(assembleCall(uniqueId, again, rules)), `case ${index}`).toBe(answered);
  }
  // The generator reaches every kind of answer.
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(500);
});
