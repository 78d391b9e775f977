import type { Actor } from '@/lib/access/actor';
import type { PersonFacts } from '@/lib/access/desk/person-facts';
import type { Desk } from '@/lib/access/open-desk';
import type { AccessToken } from '@/lib/access/people/access-tokens';
import type { Directory, Person } from '@/lib/access/people/directory';
import type {
  PeopleList,
  PersonDetails,
  PersonRow,
  TokenList,
  TokenRow,
} from '@/lib/contract/people';
import type { Services } from '../services';
import { hearingOf } from './hearing-of';
import { requireDesk, requirePersonById, todayOf } from './require-desk';

/** Everybody who is in Legato, by name. @throws LegatoError `database-unavailable`. */
export async function listPeople(services: Services, actor: Actor): Promise<PeopleList> {
  const desk = requireDesk(services);
  const facts = await desk.facts();
  const directory = desk.directory();
  return {
    people: directory.people
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || a.id.localeCompare(b.id))
      .map((person) => personRow(services, desk, directory, person, facts.get(person.id))),
    today: todayOf(services),
    yourId: actor.kind === 'person' ? actor.id : null,
  };
}

/**
 * One person: what he can hear of the legs of a day, and why, where he is signed in, and his tokens.
 *
 * @param day Of the PBX's zone; null for today.
 * @throws LegatoError `not-found`.
 */
export async function showPerson(
  services: Services,
  actor: Actor,
  id: string,
  day: string | null,
): Promise<PersonDetails> {
  const desk = requireDesk(services);
  const person = requirePersonById(desk, id);
  const directory = desk.directory();
  const today = todayOf(services);
  const [facts, sessions, tokens] = [
    await desk.facts(),
    await desk.sessionsOf(id),
    await desk.people.tokens(person.username),
  ];
  const managers = directory.people.filter(
    ({ role, isActive }) => role === 'recording-manager' && isActive,
  );
  return {
    person: personRow(services, desk, directory, person, facts.get(id)),
    hearing: hearingOf(directory, person, day ?? today, desk.rules.sharesSystemLegs),
    today,
    sessions: sessions.map((session) => ({
      id: session.id,
      startedAt: services.rules.zonedIso(session.startedAt.getTime()),
      lastSeenAt: services.rules.zonedIso(session.lastSeenAt.getTime()),
      address: session.address || null,
      userAgent: session.userAgent || null,
    })),
    tokens: tokens.map((token) => tokenRow(services, token)),
    isYou: actor.kind === 'person' && actor.id === id,
    isLastManager: managers.length === 1 && managers[0]?.id === id,
  };
}

/** The tokens of everybody, oldest first. */
export async function listTokens(services: Services): Promise<TokenList> {
  const tokens = await requireDesk(services).allTokens();
  return { tokens: tokens.map((token) => tokenRow(services, token)) };
}

/** One's own tokens, oldest first. */
export async function listOwnTokens(services: Services, actor: Actor): Promise<TokenList> {
  const { desk } = services.access;
  if (actor.kind !== 'person' || !desk?.directory().person(actor.id)) return { tokens: [] };
  const tokens = await desk.people.tokens(actor.username);
  return { tokens: tokens.map((token) => tokenRow(services, token)) };
}

function personRow(
  { rules }: Services,
  desk: Desk,
  directory: Directory,
  person: Person,
  facts: PersonFacts | undefined,
): PersonRow {
  const { id, name, username, email, role, isActive } = person;
  const iso = (ms: number | null | undefined) => (ms ? rules.zonedIso(ms) : null);
  const hasSecondFactor = facts?.hasSecondFactor ?? false;
  const hasPassword = facts?.hasPassword ?? false;
  const must = desk.requiresSecondFactor({
    ...{ personId: id, sessionId: '', name, username, role, hasSecondFactor, hasPassword },
  });
  return {
    ...{ id, name, username, email, role, isActive },
    canSignIn: hasPassword || desk.hasProvider,
    switchedOffAt: iso(facts?.switchedOffMs),
    noojeeUsernames: [...person.noojeeUsernames],
    memberOf: directory.teams.flatMap((team) =>
      team.members
        .filter(({ personId }) => personId === id)
        .map(({ firstDay, lastDay }) => ({
          team: { id: team.id, name: team.name },
          firstDay,
          lastDay,
        })),
    ),
    supervises: directory.teams
      .filter(({ supervisorIds }) => role === 'supervisor' && supervisorIds.includes(id))
      .map((team) => ({ id: team.id, name: team.name })),
    lastSeenAt: iso(facts?.lastSeenMs),
    secondFactor: hasSecondFactor ? 'on' : must && isActive ? 'required' : 'off',
    lockedUntil: iso(facts?.lockedUntilMs),
    sessions: facts?.sessions ?? 0,
    tokens: facts?.tokens ?? 0,
  };
}

function tokenRow({ rules, now }: Services, token: AccessToken): TokenRow {
  const iso = (at: Date) => rules.zonedIso(at.getTime());
  return {
    id: token.id,
    personId: token.personId,
    name: token.name,
    createdAt: iso(token.createdAt),
    expiresAt: iso(token.expiresAt),
    lastUsedAt: token.lastUsedAt && iso(token.lastUsedAt),
    state: token.revokedAt ? 'revoked' : token.expiresAt.getTime() <= now() ? 'over' : 'good',
  };
}
