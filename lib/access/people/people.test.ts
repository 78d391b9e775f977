import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OpenDatabase } from '@/lib/database/database';
import { openMigratedDatabase } from '@/lib/database/database-fixture';
import {
  createAccessToken,
  listAccessTokens,
  revokeAccessToken,
  verifyAccessToken,
} from './access-tokens';
import { addPerson, changePerson, switchPerson } from './change-people';
import { addTeam, changeMembership, changeTeam, joinTeam, removeMembership } from './change-teams';
import { openDirectory } from './live-directory';
import { loadDirectory } from './load-directory';

import { accessTokensTable, noojeeUsernamesTable, peopleTable, teamsTable } from './people-tables';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await openMigratedDatabase();
});
afterAll(() => opened.close());
beforeEach(async () => {
  await opened.db.delete(peopleTable);
  await opened.db.delete(teamsTable);
});

const add = (username: string, more: Partial<Parameters<typeof addPerson>[1]> = {}) =>
  addPerson(opened.db, { username, name: username, role: 'agent', ...more });
const refused = (sentence: string | RegExp) =>
  expect.objectContaining({
    code: 'invalid-request',
    message: typeof sentence === 'string' ? sentence : expect.stringMatching(sentence),
  });

describe('people', () => {
  test('are found by user name and e-mail, and own legs, whatever the case', async () => {
    const { before, after } = await add('Fred', {
      name: 'Fred Ng',
      email: 'Fred@Example.com',
      noojeeUsernames: ['Fred', 'fred2'],
    });
    expect(before).toBeNull();
    const directory = await loadDirectory(opened.db);
    for (const name of ['FRED', 'fred@example.COM']) {
      expect(directory.personByName(name)).toEqual(after);
    }
    expect(directory.ownerOf('FRED2')).toEqual(after);
    expect(after).toMatchObject({
      username: 'fred',
      email: 'fred@example.com',
      isActive: true,
      noojeeUsernames: ['Fred', 'fred2'],
    });
  });

  test('are told every mistake at once', async () => {
    const wrong = { username: 'a b', name: ' ', role: 'boss', noojeeUsernames: ['x', 'X'] };
    await expect(addPerson(opened.db, wrong)).rejects.toEqual(
      refused(
        'The user name must be letters, digits, dots, dashes and underscores, at most 64; The name must not be empty; The role must be agent, supervisor or recording-manager; The Noojee user names name one owner twice.',
      ),
    );
    expect(await opened.db.select().from(peopleTable)).toEqual([]);
  });

  test('do not share what they sign in with, or the owner of a leg', async () => {
    await add('fred', { name: 'Fred', email: 'f@example.com', noojeeUsernames: ['Fred'] });
    await expect(add('FRED')).rejects.toEqual(refused(/somebody with the user name fred\.$/));
    await expect(add('f2', { email: 'F@example.com' })).rejects.toEqual(refused(/the address/));
    await expect(add('f3', { noojeeUsernames: ['fRED'] })).rejects.toEqual(
      refused("Legs of fRED are Fred's: take the name from there first."),
    );
    expect(await opened.db.select().from(noojeeUsernamesTable)).toHaveLength(1);
  });

  test('change, and are switched off and on', async () => {
    await add('fred', { noojeeUsernames: ['Fred'] });
    const { before, after } = await changePerson(opened.db, 'Fred', {
      role: 'supervisor',
      noojeeUsernames: ['fred', 'fred3'],
    });
    expect(before?.role).toBe('agent');
    expect(after).toMatchObject({ role: 'supervisor', noojeeUsernames: ['fred', 'fred3'] });
    expect((await switchPerson(opened.db, 'fred', false)).after?.isActive).toBe(false);
    expect((await switchPerson(opened.db, 'fred', true)).after?.isActive).toBe(true);
    await expect(switchPerson(opened.db, 'wilma', false)).rejects.toEqual(
      refused('There is nobody with the user name wilma.'),
    );
  });

  test('keep one recording manager who can sign in', async () => {
    await add('maya', { role: 'recording-manager' });
    await expect(switchPerson(opened.db, 'maya', false)).rejects.toEqual(refused(/last recording/));
    await expect(changePerson(opened.db, 'maya', { role: 'agent' })).rejects.toEqual(
      refused(/last recording manager/),
    );
    await add('noor', { role: 'recording-manager' });
    expect((await switchPerson(opened.db, 'maya', false)).after?.isActive).toBe(false);
  });

  test('two changes at once are judged one after the other', async () => {
    await add('maya', { role: 'recording-manager' });
    await add('noor', { role: 'recording-manager' });
    const both = await Promise.allSettled([
      switchPerson(opened.db, 'maya', false),
      switchPerson(opened.db, 'noor', false),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('teams', () => {
  beforeEach(async () => {
    await add('ruth', { role: 'supervisor' });
    await add('fred', { name: 'Fred' });
  });

  test('have supervisors, and members for some days', async () => {
    await addTeam(opened.db, 'Inbound', ['ruth', 'RUTH']);
    await joinTeam(opened.db, 'inbound', 'fred', { firstDay: '2025-11-01', lastDay: '2025-11-30' });
    const { after } = await joinTeam(opened.db, 'Inbound', 'fred', {
      firstDay: '2025-12-01',
      lastDay: null,
    });
    expect(after?.members.map(({ firstDay, lastDay }) => [firstDay, lastDay])).toEqual([
      ['2025-11-01', '2025-11-30'],
      ['2025-12-01', null],
    ]);
    const directory = await loadDirectory(opened.db);
    const ruth = directory.personByName('ruth')?.id ?? '';
    const fred = directory.personByName('fred')?.id ?? '';
    expect(directory.supervisions(ruth, fred)).toHaveLength(2);
    expect(directory.supervisions(fred, ruth)).toHaveLength(0);
  });

  test('refuse days that touch, end before they begin, or are none', async () => {
    await addTeam(opened.db, 'Inbound', []);
    const join = (firstDay: string, lastDay: string | null) =>
      joinTeam(opened.db, 'Inbound', 'fred', { firstDay, lastDay });
    await join('2025-11-10', '2025-11-20');
    await expect(join('2025-11-20', null)).rejects.toEqual(
      refused('Fred is in Inbound from 2025-11-10 to 2025-11-20 already.'),
    );
    await expect(join('2025-11-30', '2025-11-29')).rejects.toEqual(refused(/before the first/));
    await expect(join('2025-02-29', null)).rejects.toEqual(refused(/must be a day/));
    await expect(join('2025-11-01', '2025-11-09')).resolves.toBeDefined();
  });

  test('change their name, supervisors and days', async () => {
    await addTeam(opened.db, 'Inbound', ['ruth']);
    await addTeam(opened.db, 'Sales', []);
    const { after } = await joinTeam(opened.db, 'Inbound', 'fred', {
      firstDay: '2025-11-01',
      lastDay: null,
    });
    const id = after?.members[0]?.id ?? '';
    const days = { firstDay: '2025-11-02', lastDay: '2025-11-03' };
    const moved = await changeMembership(opened.db, 'Inbound', id, days);
    expect(moved.after?.members[0]).toMatchObject(days);
    expect((await removeMembership(opened.db, 'Inbound', id)).after?.members).toEqual([]);
    await expect(changeTeam(opened.db, 'Inbound', { name: 'SALES' })).rejects.toEqual(
      refused('There is a team called SALES.'),
    );
    const renamed = await changeTeam(opened.db, 'Inbound', { name: 'Front', supervisors: [] });
    expect(renamed.before?.name).toBe('Inbound');
    expect(renamed.after).toMatchObject({ name: 'Front', supervisorIds: [] });
  });

  test('are supervised by supervisors', async () => {
    await expect(addTeam(opened.db, 'Inbound', ['fred'])).rejects.toEqual(
      refused('Fred is an agent: a team is supervised by a supervisor.'),
    );
    expect(await opened.db.select().from(teamsTable)).toEqual([]);
  });
});

describe('tokens', () => {
  const now = new Date('2026-11-26T10:00:00Z');
  const later = (ms: number) => new Date(now.getTime() + ms);
  const make = () => createAccessToken(opened.db, { username: 'fred', name: 'CRM', days: 30, now });

  beforeEach(async () => void (await add('fred')));

  test('are good until their last day, and stored as a hash alone', async () => {
    const { token, personId, id } = await make();
    expect(token).toMatch(/^lgt_[\w-]{43}$/);
    expect(await verifyAccessToken(opened.db, token, now)).toEqual({ id, personId });
    expect(await verifyAccessToken(opened.db, token, later(30 * 86_400_000 - 1))).not.toBeNull();
    expect(await verifyAccessToken(opened.db, token, later(30 * 86_400_000))).toBeNull();
    const [row] = await opened.db.select().from(accessTokensTable);
    expect(JSON.stringify(row)).not.toContain(token.slice(4));
  });

  test('end when they are revoked, and nothing else is one', async () => {
    const { token, id } = await make();
    await revokeAccessToken(opened.db, id, now);
    expect(await verifyAccessToken(opened.db, token, now)).toBeNull();
    expect((await revokeAccessToken(opened.db, id, later(5))).revokedAt).toEqual(now);
    for (const wrong of ['', 'lgt_', token.slice(0, -1), `${token}x`, 'lgt_'.padEnd(47, 'A')]) {
      expect(await verifyAccessToken(opened.db, wrong, now)).toBeNull();
    }
    await expect(revokeAccessToken(opened.db, 'none', now)).rejects.toEqual(refused(/no token/));
  });

  test('are listed with their last use, which is noted once a minute', async () => {
    const { token } = await make();
    const use = (at: Date) => verifyAccessToken(opened.db, token, at);
    const lastUse = async () => (await listAccessTokens(opened.db, 'fred'))[0]?.lastUsedAt;
    expect(await lastUse()).toBeNull();
    await use(later(1));
    await use(later(60_000));
    expect(await lastUse()).toEqual(later(1));
    await use(later(60_001));
    expect(await lastUse()).toEqual(later(60_001));
  });

  test('are for 1 to 366 days, of somebody who may sign in', async () => {
    for (const days of [0, 1.5, 367]) {
      await expect(
        createAccessToken(opened.db, { username: 'fred', name: 'x', days, now }),
      ).rejects.toEqual(refused('A token is good for 1 to 366 days.'));
    }
    await switchPerson(opened.db, 'fred', false);
    await expect(make()).rejects.toEqual(refused('fred is switched off.'));
  });
});

test('what another process changes is known after the next look', async () => {
  let look = () => {};
  const timers = {
    every: (_: number, act: () => void) => {
      look = act;
      return () => {};
    },
  };
  const live = await openDirectory(opened.db, timers);
  await add('fred');
  expect(live.current().personByName('fred')).toBeUndefined();
  look();
  await expect.poll(() => live.current().personByName('fred')?.isActive).toBe(true);
  await switchPerson(opened.db, 'fred', false);
  await live.refresh();
  expect(live.current().personByName('fred')?.isActive).toBe(false);
});

test('while the database does not answer what was known counts, and then nobody', async () => {
  let look = () => {};
  let isDown = false;
  const timers = {
    every: (_: number, act: () => void) => {
      look = act;
      return () => {};
    },
  };
  await add('fred');
  const failing: typeof opened.db = new Proxy(opened.db, {
    get(target, name) {
      if (isDown) throw new Error('down');
      return Reflect.get(target, name);
    },
  });
  const live = await openDirectory(failing, timers);
  isDown = true;
  for (let second = 0; second < 29; second++) await look();
  await Promise.resolve();
  expect(live.current().personByName('fred')).toBeDefined();
  await look();
  await expect.poll(() => live.current().personByName('fred')).toBeUndefined();
  isDown = false;
  look();
  await expect.poll(() => live.current().personByName('fred')).toBeDefined();
});
