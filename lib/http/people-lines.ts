import 'server-only';
import { makePassword } from '@/lib/access/desk/people-desk';
import type { Person, Team } from '@/lib/access/people/directory';
import { heardThisWeek } from '@/lib/calls/people/heard-this-week';
import { importPeople } from '@/lib/calls/people/import-people';
import { listOwnTokens, listPeople, listTokens, showPerson } from '@/lib/calls/people/list-people';
import { listTeams } from '@/lib/calls/people/list-teams';
import {
  requireDesk,
  requirePersonById,
  requireTeamById,
  todayOf,
} from '@/lib/calls/people/require-desk';
import { CALL_RIGHTS_COLUMNS, rightsOfCall } from '@/lib/calls/people/rights-of-call';
import { RIGHTS_COLUMNS, rightsOfEverybody } from '@/lib/calls/people/rights-of-everybody';
import { whoCanHear } from '@/lib/calls/people/who-can-hear';
import { parseAsOf } from '@/lib/contract/parse-request';
import * as people from '@/lib/contract/people';
import { ROUTES } from '@/lib/contract/routes';
import type { Done } from '@/lib/contract/sign-in';
import * as teams from '@/lib/contract/teams';
import { LegatoError } from '@/lib/errors';
import { jsonAnswer, type TextAnswer } from './answer';
import { csvAnswer } from './csv-answer';
import { parseBody } from './read-body';
import {
  type Address,
  type Asking,
  jsonLine,
  line,
  orRefuse,
  type Question,
  readUniqueId,
} from './route-line';

const DONE: Done = { ok: true };
const RIGHT = 'manage-people';
/** More are asked for by the browser: all of a page is sent twice. */
const MOST_ROWS_IN_A_PAGE = 300;

/** All people: asked by the API and by their page. */
export const LIST_PEOPLE: Question<null, people.PeopleList> = {
  contract: ROUTES.listPeople,
  right: RIGHT,
  read: () => null,
  audit: null,
  value: ({ services, actor }) => listPeople(services, actor),
  fitsPage: (list) => list.people.length <= MOST_ROWS_IN_A_PAGE,
};

/** One person: asked by the API and by his page. */
export const SHOW_PERSON: Question<{ id: string; day: string | null }, people.PersonDetails> = {
  contract: ROUTES.showPerson,
  right: RIGHT,
  read: (address) => ({ id: idOf(address, 'personId'), day: readDay(address) }),
  audit: null,
  value: ({ services, actor }, { id, day }) => showPerson(services, actor, id, day),
  fitsPage: () => true,
};

/** All teams: asked by the API and by their pages. */
export const LIST_TEAMS: Question<null, teams.TeamList> = {
  contract: ROUTES.listTeams,
  right: RIGHT,
  read: () => null,
  audit: null,
  value: async ({ services }) => listTeams(services),
  fitsPage: (list) => list.teams.flatMap(({ members }) => members).length <= MOST_ROWS_IN_A_PAGE,
};

/** All tokens: asked by the API and by their page. */
export const LIST_TOKENS: Question<null, people.TokenList> = {
  contract: ROUTES.listTokens,
  right: RIGHT,
  read: () => null,
  audit: null,
  value: ({ services }) => listTokens(services),
  fitsPage: (list) => list.tokens.length <= MOST_ROWS_IN_A_PAGE,
};

/** Who can hear a call: asked by the API and by the page of rights. */
export const WHO_CAN_HEAR: Question<string, teams.WhoCanHear> = {
  contract: ROUTES.whoCanHear,
  right: 'review-rights',
  read: readUniqueId,
  audit: (uniqueId) => ({ action: 'opened-call', subject: { uniqueId } }),
  value: ({ services, actor, signal }, uniqueId) => whoCanHear(services, actor, uniqueId, signal),
  fitsPage: (found) => found.people.length <= MOST_ROWS_IN_A_PAGE,
};

/** The lines of the table by which recording managers say who may hear what. */
export const PEOPLE_LINES = {
  listPeople: jsonLine(LIST_PEOPLE),
  // Before those with an id: both would fit their addresses.
  addPerson: line({
    contract: ROUTES.addPerson,
    right: RIGHT,
    read: () => null,
    audit: null,
    async answer(asking) {
      const { givesPassword, ...person } = await parseBody(people.NewPersonBody, asking.incoming);
      const password = givesPassword ? makePassword() : null;
      return changed(await deskOf(asking).people.add(by(asking), person, password), password);
    },
  }),
  importPeople: line({
    contract: ROUTES.importPeople,
    right: RIGHT,
    read: () => null,
    audit: null,
    answer: async (asking) =>
      jsonAnswer(
        await importPeople(
          asking.services,
          by(asking),
          await parseBody(people.ImportBody, asking.incoming),
        ),
      ),
  }),
  showPerson: jsonLine(SHOW_PERSON),
  changePerson: personLine('changePerson', async (asking, { username }) => {
    const { noojeeUsernames, name, role, email } = await parseBody(
      people.ChangePersonBody,
      asking.incoming,
    );
    const patch = {
      ...(name !== undefined && { name }),
      ...(role !== undefined && { role }),
      ...(email !== undefined && { email }),
      ...(noojeeUsernames !== undefined && { noojeeUsernames }),
    };
    return changed(await deskOf(asking).people.change(by(asking), username, patch, null), null);
  }),
  switchPerson: personLine('switchPerson', async (asking, { username }) => {
    const { isActive } = await parseBody(people.SwitchPersonBody, asking.incoming);
    return changed(await deskOf(asking).people.switch(by(asking), username, isActive), null);
  }),
  givePassword: personLine('givePassword', async (asking, { username }) => {
    const password = makePassword();
    return changed(
      await deskOf(asking).people.change(by(asking), username, {}, password),
      password,
    );
  }),
  dropSecondFactor: personLine('dropSecondFactor', async (asking, { username }) =>
    changed(await deskOf(asking).people.dropSecondFactor(by(asking), username), null),
  ),
  endSessionsOf: personLine('endSessionsOf', async (asking, person) => {
    const { sessionId } = await parseBody(people.EndSessionsBody, asking.incoming);
    const ended = await deskOf(asking).people.endSessions(by(asking), person, sessionId);
    if (ended === 0 && sessionId !== null) {
      throw new LegatoError('not-found', 'This session has ended already.');
    }
    return jsonAnswer(DONE);
  }),
  makeToken: personLine('makeToken', async (asking, { username }) => {
    const { name, days } = await parseBody(people.NewTokenBody, asking.incoming);
    const wanted = { username, name: name.trim(), days };
    if (wanted.name === '') {
      throw new LegatoError('invalid-request', 'Say what the token is for.');
    }
    const { token, expiresAt } = await deskOf(asking).people.makeToken(by(asking), wanted);
    const made: people.MadeToken = {
      token,
      expiresAt: asking.services.rules.zonedIso(expiresAt.getTime()),
    };
    return jsonAnswer(made);
  }),
  revokeToken: personLine('revokeToken', async (asking, { id }) => {
    const { tokenId } = await parseBody(people.RevokeTokenBody, asking.incoming);
    await deskOf(asking).people.revokeToken(by(asking), tokenId, id);
    return jsonAnswer(DONE);
  }),
  listTokens: jsonLine(LIST_TOKENS),
  listTeams: jsonLine(LIST_TEAMS),
  addTeam: line({
    contract: ROUTES.addTeam,
    right: RIGHT,
    read: () => null,
    audit: null,
    async answer(asking) {
      const { name, supervisors } = await parseBody(teams.NewTeamBody, asking.incoming);
      return changedTeam(await deskOf(asking).teams.add(by(asking), name, supervisors));
    },
  }),
  heardOfTeam: line({
    contract: ROUTES.heardOfTeam,
    // Everybody's listening is in it.
    right: 'review-listening',
    read: (address) => idOf(address, 'teamId'),
    audit: null,
    answer: async ({ services }, id) => jsonAnswer(await heardThisWeek(services, id)),
  }),
  changeTeam: teamLine('changeTeam', async (asking, team) => {
    const { name, supervisors } = await parseBody(teams.ChangeTeamBody, asking.incoming);
    const patch = {
      ...(name !== undefined && { name }),
      ...(supervisors !== undefined && { supervisors }),
    };
    return changedTeam(await deskOf(asking).teams.change(by(asking), team.name, patch));
  }),
  joinTeam: teamLine('joinTeam', async (asking, team) => {
    const { username, ...days } = await parseBody(teams.JoinTeamBody, asking.incoming);
    return changedTeam(await deskOf(asking).teams.join(by(asking), team.name, username, days));
  }),
  changeDays: teamLine('changeDays', async (asking, team) => {
    const { membershipId, ...days } = await parseBody(teams.ChangeDaysBody, asking.incoming);
    const desk = deskOf(asking).teams;
    return changedTeam(await desk.changeDays(by(asking), team.name, membershipId, days));
  }),
  removeMember: teamLine('removeMember', async (asking, team) => {
    const { membershipId } = await parseBody(teams.RemoveMemberBody, asking.incoming);
    return changedTeam(await deskOf(asking).teams.remove(by(asking), team.name, membershipId));
  }),
  whoCanHear: jsonLine(WHO_CAN_HEAR),
  exportCallRights: line({
    contract: ROUTES.exportCallRights,
    right: WHO_CAN_HEAR.right,
    read: readUniqueId,
    audit: (uniqueId) => ({
      action: 'log-exported',
      subject: { format: 'csv', query: `rights&${new URLSearchParams({ uniqueId })}` },
    }),
    async answer({ services, actor, signal }, uniqueId) {
      const rows = rightsOfCall(await whoCanHear(services, actor, uniqueId, signal));
      return csvAnswer(rows, CALL_RIGHTS_COLUMNS, `legato-rights-of-call-${uniqueId}.csv`);
    },
  }),
  exportRights: line({
    contract: ROUTES.exportRights,
    right: 'review-rights',
    read: readDay,
    audit: (day) => ({
      action: 'log-exported',
      subject: { format: 'csv', query: `rights${day ? `&day=${day}` : ''}` },
    }),
    async answer({ services }, asked) {
      const day = asked ?? todayOf(services);
      const rows = await rightsOfEverybody(services, day);
      return csvAnswer(rows, RIGHTS_COLUMNS, `legato-rights-${day}.csv`);
    },
  }),
  getOwnTokens: line({
    contract: ROUTES.getOwnTokens,
    right: 'read-listening',
    read: () => null,
    audit: null,
    answer: async ({ services, actor }) => jsonAnswer(await listOwnTokens(services, actor)),
  }),
  revokeOwnToken: line({
    contract: ROUTES.revokeOwnToken,
    right: 'read-listening',
    read: () => null,
    audit: null,
    async answer(asking) {
      const { tokenId } = await parseBody(people.RevokeTokenBody, asking.incoming);
      const { actor } = asking;
      if (actor.kind !== 'person') throw new LegatoError('not-found', 'You have no tokens.');
      await deskOf(asking).people.revokeToken(by(asking), tokenId, actor.id);
      return jsonAnswer(DONE);
    },
  }),
};

const deskOf = ({ services }: Asking) => requireDesk(services);
const by = ({ actor, requestId, client }: Asking) => ({ actor, requestId, client });

function changed({ id, name, username }: Person, password: string | null): TextAnswer {
  const value: people.ChangedPerson = { id, name, username, password };
  return jsonAnswer(value);
}

const changedTeam = ({ id, name }: Team): TextAnswer => jsonAnswer({ id, name });

function personLine(
  name:
    | 'changePerson'
    | 'switchPerson'
    | 'givePassword'
    | 'dropSecondFactor'
    | 'endSessionsOf'
    | 'makeToken'
    | 'revokeToken',
  act: (asking: Asking, person: Person) => Promise<TextAnswer>,
) {
  return line({
    contract: ROUTES[name],
    right: RIGHT,
    read: (address) => idOf(address, 'personId'),
    audit: null,
    answer: (asking, id) => act(asking, requirePersonById(deskOf(asking), id)),
  });
}

function teamLine(
  name: 'changeTeam' | 'joinTeam' | 'changeDays' | 'removeMember',
  act: (asking: Asking, team: Team) => Promise<TextAnswer>,
) {
  return line({
    contract: ROUTES[name],
    right: RIGHT,
    read: (address) => idOf(address, 'teamId'),
    audit: null,
    answer: (asking, id) => act(asking, requireTeamById(deskOf(asking), id)),
  });
}

const idOf = ({ path }: Address, name: 'personId' | 'teamId'): string => path[name] ?? '';

/** @throws LegatoError `invalid-request`. */
function readDay({ query }: Address): string | null {
  return orRefuse(parseAsOf(query));
}
