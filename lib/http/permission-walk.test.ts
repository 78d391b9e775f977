import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenAccess } from '@/lib/access/access';
import { openAccess } from '@/lib/access/access';
import { openTestAudit } from '@/lib/access/audit/audit-fixture';
import { createAccessToken, revokeAccessToken } from '@/lib/access/people/access-tokens';
import { addPerson, type NewPerson, switchPerson } from '@/lib/access/people/change-people';
import { addTeam, joinTeam } from '@/lib/access/people/change-teams';
import { processTimers } from '@/lib/concurrency/with-deadline';
import type { Call } from '@/lib/contract/call';
import { ROUTES, type RouteName } from '@/lib/contract/routes';
import type { SignInRouteName } from '@/lib/contract/sign-in-routes';
import { API_PATHS } from '@/lib/contract/url-paths';
import type { OpenDatabase } from '@/lib/database/database';
import { openMigratedDatabase } from '@/lib/database/database-fixture';
import { paths } from '@/lib/paths';
import { type LegatoUnderTest, startLegatoUnderTest } from '@/lib/server/legato-under-test';

/*
 * Every route of the table, asked by every kind of person by his token. Legs 1 and 3 of the call are a system
 * user's, 2 is Priya's, 4 is Tom's, 5 is Aisha's.
 */

const WHO = [
  'manager',
  'supervisor',
  'formerSupervisor',
  'agent',
  'stranger',
  'switchedOff',
  'revoked',
  'forged',
] as const;
type Who = (typeof WHO)[number];

/** Which legs of the call each of them hears. */
const HEARS: Readonly<Record<Who, readonly number[]>> = {
  manager: [1, 2, 3, 4, 5],
  supervisor: [1, 2, 3, 4],
  formerSupervisor: [],
  agent: [1, 3, 5],
  stranger: [],
  switchedOff: [],
  revoked: [],
  forged: [],
};
const IS_NOBODY: ReadonlySet<Who> = new Set<Who>(['switchedOff', 'revoked', 'forged']);

/** All but those by which one signs in: sign-in-answers.test.ts walks them. */
type WalkedRoute = Exclude<RouteName, SignInRouteName>;

/** What a route is about: a new one without a rule does not compile. */
const ABOUT: Readonly<
  Record<WalkedRoute, 'search' | 'call' | 'leg' | 'lines' | 'posted' | 'managers' | 'all'>
> = {
  searchCalls: 'search',
  getCall: 'call',
  downloadCall: 'call',
  getSounds: 'lines',
  playLeg: 'leg',
  getPeaks: 'leg',
  getMarks: 'leg',
  getHeard: 'call',
  reportListening: 'posted',
  getHeardOfCalls: 'all',
  readSittings: 'all',
  readLog: 'all',
  exportLog: 'all',
  giveReason: 'posted',
  listLogPeople: 'all',
  verifyLog: 'managers',
  getWeek: 'managers',
  signOffWeek: 'posted',
  checkPbx: 'posted',
  checkHealth: 'all',
  describeApi: 'all',
  listPeople: 'managers',
  addPerson: 'posted',
  importPeople: 'posted',
  showPerson: 'managers',
  changePerson: 'posted',
  switchPerson: 'posted',
  givePassword: 'posted',
  dropSecondFactor: 'posted',
  endSessionsOf: 'posted',
  makeToken: 'posted',
  revokeToken: 'posted',
  listTokens: 'managers',
  listTeams: 'managers',
  addTeam: 'posted',
  heardOfTeam: 'managers',
  changeTeam: 'posted',
  joinTeam: 'posted',
  changeDays: 'posted',
  removeMember: 'posted',
  whoCanHear: 'managers',
  exportCallRights: 'managers',
  exportRights: 'managers',
  getOwnTokens: 'all',
  revokeOwnToken: 'posted',
};

let database: OpenDatabase;
let access: OpenAccess;
let legato: LegatoUnderTest;
let call: Call;
const tokens = new Map<Who, string>();
const now = () => new Date();

beforeAll(async () => {
  database = await openMigratedDatabase();
  access = await openAccess({
    db: database.db,
    audit: openTestAudit(database.db),
    rules: { systemUsers: new Set(['administrator', 'noojeeadmin']), sharesSystemLegs: true },
    now: Date.now,
    timers: processTimers,
  });
  legato = await startLegatoUnderTest({ access });
  call = await legato.callOf('FIVE-LEGS');
  await addPeople();
  await access.directory.refresh();
});
afterAll(async () => {
  await legato.close();
  access.close();
  await database.close();
});

async function addPeople(): Promise<void> {
  const { db } = database;
  const add = async (who: Who, person: Omit<NewPerson, 'username' | 'name'>) => {
    await addPerson(db, { ...person, username: who, name: who });
    const { token } = await createAccessToken(db, {
      username: who,
      name: 'walk',
      days: 1,
      now: now(),
    });
    tokens.set(who, token);
  };
  await add('manager', { role: 'recording-manager' });
  await add('supervisor', { role: 'supervisor' });
  await add('formerSupervisor', { role: 'supervisor' });
  await add('agent', { role: 'agent', noojeeUsernames: ['AISHA R.'] });
  await add('stranger', { role: 'agent', noojeeUsernames: ['Nobody at all'] });
  await add('switchedOff', { role: 'recording-manager' });
  await add('revoked', { role: 'recording-manager' });
  for (const username of ['Priya N.', 'Tom W.']) {
    const login = username.slice(0, 3);
    await addPerson(db, {
      username: login,
      name: login,
      role: 'agent',
      noojeeUsernames: [username],
    });
  }
  const day = call.startedAt.slice(0, 10);
  await addTeam(db, 'Of that day', ['supervisor']);
  await addTeam(db, 'Of the day before', ['formerSupervisor']);
  for (const login of ['Pri', 'Tom']) {
    await joinTeam(db, 'Of that day', login, { firstDay: day, lastDay: day });
    await joinTeam(db, 'Of the day before', login, {
      firstDay: '2020-01-01',
      lastDay: new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10),
    });
  }
  await switchPerson(db, 'switchedOff', false);
  const { token, id } = await createAccessToken(db, {
    username: 'revoked',
    name: 'old',
    days: 1,
    now: now(),
  });
  tokens.set('revoked', token);
  await revokeAccessToken(db, id, now());
  tokens.set('forged', `lgt_${'A'.repeat(43)}`);
}

const ask = (who: Who, path: string, method = 'GET') =>
  fetch(legato.url + path, { method, headers: { Authorization: `Bearer ${tokens.get(who)}` } });

/** Without what differs in any two answers. */
const bare = (text: string, ...names: string[]) =>
  names.reduce((left, name) => left.replaceAll(name, '*'), text.replace(/"requestId":"[^"]*"/, ''));

const idOf = (who: Who) => access.directory.current().personByName(who)?.id ?? '';

const addressesOf = (name: WalkedRoute): { path: string; leg: number | null }[] => {
  const { uniqueId, legs } = call;
  const each = (path: (uniqueId: string, leg: number) => string) =>
    legs.map(({ leg }) => ({ path: path(uniqueId, leg), leg }));
  const addresses: Record<WalkedRoute, { path: string; leg: number | null }[]> = {
    searchCalls: [
      { path: paths.api.calls({ tag: 'FIVE-LEGS' }), leg: null },
      { path: paths.api.calls({ uniqueId }), leg: null },
    ],
    getCall: [{ path: paths.api.call(uniqueId), leg: null }],
    downloadCall: [{ path: paths.api.callDownload(uniqueId), leg: null }],
    getSounds: [{ path: paths.api.sounds(uniqueId, [1, 2, 3, 4, 5]), leg: null }],
    playLeg: each(paths.api.audio),
    getPeaks: each(paths.api.peaks),
    getMarks: each(paths.api.marks),
    getHeard: [{ path: paths.api.heard(uniqueId), leg: null }],
    getHeardOfCalls: [{ path: paths.api.heardOfCalls([uniqueId]), leg: null }],
    readSittings: [{ path: paths.api.sittings(new URLSearchParams()), leg: null }],
    readLog: [{ path: paths.api.log(new URLSearchParams()), leg: null }],
    exportLog: [{ path: paths.api.logExport('csv', new URLSearchParams()), leg: null }],
    reportListening: [{ path: paths.api.listenings(), leg: null }],
    giveReason: [{ path: paths.api.giveReason(uniqueId), leg: null }],
    listLogPeople: [{ path: paths.api.logPeople(), leg: null }],
    verifyLog: [{ path: paths.api.logVerification(), leg: null }],
    getWeek: [{ path: paths.api.week('2026-11-24'), leg: null }],
    signOffWeek: [{ path: paths.api.signOffWeek('2026-11-24'), leg: null }],
    checkPbx: [{ path: paths.api.authenticate(), leg: null }],
    checkHealth: [{ path: paths.api.health(), leg: null }],
    describeApi: [{ path: API_PATHS.describeApi, leg: null }],
    listPeople: [{ path: paths.api.people(), leg: null }],
    addPerson: [{ path: paths.api.addPerson(), leg: null }],
    importPeople: [{ path: paths.api.importPeople(), leg: null }],
    showPerson: [{ path: paths.api.person(idOf('stranger'), '2026-01-01'), leg: null }],
    changePerson: [{ path: paths.api.changePerson(idOf('stranger')), leg: null }],
    switchPerson: [{ path: paths.api.switchPerson(idOf('stranger')), leg: null }],
    givePassword: [{ path: paths.api.givePassword(idOf('stranger')), leg: null }],
    dropSecondFactor: [{ path: paths.api.dropSecondFactor(idOf('stranger')), leg: null }],
    endSessionsOf: [{ path: paths.api.endSessionsOf(idOf('stranger')), leg: null }],
    makeToken: [{ path: paths.api.makeToken(idOf('stranger')), leg: null }],
    revokeToken: [{ path: paths.api.revokeToken(idOf('stranger')), leg: null }],
    listTokens: [{ path: paths.api.tokens(), leg: null }],
    listTeams: [{ path: paths.api.teams(), leg: null }],
    addTeam: [{ path: paths.api.addTeam(), leg: null }],
    heardOfTeam: [
      { path: paths.api.heardOfTeam(access.directory.current().teams[0]?.id ?? ''), leg: null },
    ],
    changeTeam: [{ path: paths.api.changeTeam('none'), leg: null }],
    joinTeam: [{ path: paths.api.joinTeam('none'), leg: null }],
    changeDays: [{ path: paths.api.changeDays('none'), leg: null }],
    removeMember: [{ path: paths.api.removeMember('none'), leg: null }],
    whoCanHear: [{ path: paths.api.whoCanHear(uniqueId), leg: null }],
    exportCallRights: [{ path: paths.api.exportCallRights(uniqueId), leg: null }],
    exportRights: [{ path: paths.api.exportRights('2026-01-01'), leg: null }],
    getOwnTokens: [{ path: paths.api.ownTokens(), leg: null }],
    revokeOwnToken: [{ path: paths.api.revokeOwnToken(), leg: null }],
  };
  return addresses[name];
};

describe.each(WHO)('%s', (who) => {
  const heard = HEARS[who];

  test.each(Object.keys(ABOUT) as WalkedRoute[])('%s', async (name) => {
    for (const { path, leg } of addressesOf(name)) {
      const answer = await ask(who, path, ROUTES[name].method);
      const text = await answer.text();
      const found = [name, path, answer.status];
      if (ABOUT[name] === 'all' && name === 'checkHealth') {
        expect(found).toEqual([name, path, 200]);
        continue;
      }
      if (IS_NOBODY.has(who)) {
        expect(found).toEqual([name, path, 401]);
        expect(text).toContain('"signed-out"');
        continue;
      }
      if (ABOUT[name] === 'all') expect(found).toEqual([name, path, 200]);
      // A token only reads, whoever's it is.
      if (ABOUT[name] === 'posted') expect(found).toEqual([name, path, 403]);
      if (ABOUT[name] === 'managers') {
        expect(found).toEqual([name, path, who === 'manager' ? 200 : 403]);
      }
      if (ABOUT[name] === 'search') {
        const { calls, warnings } = JSON.parse(text);
        expect(answer.status).toBe(200);
        expect(warnings).toEqual([]);
        expect(calls).toHaveLength(heard.length > 0 ? 1 : 0);
        for (const one of calls) expectOnly(heard, one);
      }
      if (ABOUT[name] === 'call') {
        expect(found).toEqual([name, path, heard.length > 0 ? 200 : 404]);
        if (name === 'getCall' && heard.length > 0) expectOnly(heard, JSON.parse(text));
      }
      if (ABOUT[name] === 'leg') {
        const isHeard = leg !== null && heard.includes(leg);
        expect([path, answer.ok, answer.status === 404]).toEqual([path, isHeard, !isHeard]);
      }
      if (ABOUT[name] === 'lines') {
        const lines = text.split('\n').filter(Boolean);
        const legs = answer.ok ? lines.map((line) => JSON.parse(line).leg) : [];
        expect([...new Set(legs)].sort()).toEqual(heard);
      }
    }
  });

  test('learns nothing from the answers for what is not his', async () => {
    if (IS_NOBODY.has(who) || heard.length === call.legs.length) return;
    const never = '1000000000.1';
    if (heard.length === 0) {
      for (const path of [paths.api.call, paths.api.callDownload, paths.api.heard]) {
        const [his, none] = await Promise.all([
          ask(who, path(call.uniqueId)).then((answer) => answer.text()),
          ask(who, path(never)).then((answer) => answer.text()),
        ]);
        expect(bare(his, call.uniqueId)).toBe(bare(none, never));
      }
    }
    const hidden = call.legs.find(({ leg }) => !heard.includes(leg))?.leg ?? 0;
    for (const path of [paths.api.audio, paths.api.peaks, paths.api.marks]) {
      const [his, none] = await Promise.all([
        ask(who, path(call.uniqueId, hidden)).then((answer) => answer.text()),
        ask(who, path(call.uniqueId, 99)).then((answer) => answer.text()),
      ]);
      expect(bare(his, `leg ${hidden}`)).toBe(bare(none, 'leg 99'));
    }
  });
});

/** The legs that he hears are whole, the others outlines, and no fact is taken from them. */
function expectOnly(heard: readonly number[], shown: Call): void {
  const open = shown.legs.filter((leg) => leg.access === 'open').map(({ leg }) => leg);
  expect(open).toEqual(heard);
  const text = JSON.stringify(shown);
  for (const leg of call.legs) {
    if (heard.includes(leg.leg)) continue;
    const outline = shown.legs.find((one) => one.leg === leg.leg);
    const { leg: _, startedAt, durationSeconds, access: __, warnings, ...rest } = outline ?? leg;
    expect([startedAt, durationSeconds, warnings]).toEqual([
      leg.startedAt,
      leg.durationSeconds,
      [],
    ]);
    expect(Object.values(rest).filter((value) => value !== null)).toEqual([]);
    if (leg.username && !leg.isSystemUser) expect(text).not.toContain(leg.username);
    expect(text).not.toContain(leg.callRecordId ?? 'none');
  }
}

test('the person at this machine goes on hearing everything', async () => {
  const answer = await fetch(legato.url + paths.api.call(call.uniqueId));
  expectOnly([1, 2, 3, 4, 5], await answer.json());
});
