import 'server-only';
import { randomInt } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '@/lib/database/database';
import type { AuditedAct } from '../audit/audit-event';
import {
  type AccessToken,
  createAccessToken,
  listAccessTokens,
  revokeAccessToken,
} from '../people/access-tokens';
import { type PersonChange, refuse } from '../people/change-directory';
import {
  addPerson,
  changePerson,
  type NewPerson,
  type PersonPatch,
  switchPerson,
} from '../people/change-people';
import type { Person } from '../people/directory';
import { bumpVersion } from '../people/live-directory';
import { loadDirectory } from '../people/load-directory';
import { accessTokensTable, peopleTable } from '../people/people-tables';
import { hashNewPassword, setPassword } from '../sign-in/set-passwords';
import { sessionsTable, twoFactorTable } from '../sign-in/sign-in-tables';
import { auditedChange, type DeskOptions, type DoneBy } from './audited-change';

/** Where people are added, changed and switched off. Each change is a row of the audit with before and after. */
export interface PeopleDesk {
  /** @throws LegatoError `invalid-request`. */
  add(by: DoneBy, person: NewPerson, password: string | null): Promise<Person>;
  /** With a password all of his sessions end. @throws LegatoError `invalid-request`. */
  change(
    by: DoneBy,
    username: string,
    patch: PersonPatch,
    password: string | null,
  ): Promise<Person>;
  /** Switching off ends all sessions and tokens. @throws LegatoError `invalid-request`. */
  switch(by: DoneBy, username: string, isActive: boolean): Promise<Person>;
  /** One session, or all with null. @returns How many ended. */
  endSessions(by: DoneBy, person: Person, sessionId: string | null): Promise<number>;
  /** Takes an authenticator away that is lost, and its recovery codes. All sessions end. @throws LegatoError `invalid-request`. */
  dropSecondFactor(by: DoneBy, username: string): Promise<Person>;
  /** Makes a token, which is shown once. @throws LegatoError `invalid-request`. */
  makeToken(by: DoneBy, asked: NewToken): Promise<{ token: string; expiresAt: Date }>;
  /** @param ofPersonId Whose it has to be; null for whoever's. @throws LegatoError `invalid-request`. */
  revokeToken(by: DoneBy, id: string, ofPersonId: string | null): Promise<AccessToken>;
  tokens(username: string): Promise<AccessToken[]>;
}

export interface NewToken {
  username: string;
  name: string;
  days: number;
}

export function createPeopleDesk(options: DeskOptions): PeopleDesk {
  const { db, passwords, now } = options;

  /** Before the transaction: hashing takes long, and others would wait. */
  const hashOf = async (username: string, password: string | null) =>
    password === null ? null : await hashNewPassword(passwords, password, { username });

  return {
    async add(by, person, password) {
      const hash = await hashOf(person.username, password);
      return await auditedChange(options, by, async (transaction) => {
        const change = await addPerson(transaction, person, {
          setPassword: async (inner, id) => {
            if (hash !== null) await setPassword(inner, id, hash);
          },
        });
        return {
          acts: [personChanged(change), ...passwordSet(change, hash)],
          result: left(change),
        };
      });
    },
    async change(by, username, patch, password) {
      const hash = await hashOf(username, password);
      return await auditedChange(options, by, async (transaction) => {
        const change = await changePerson(transaction, username, patch, {
          setPassword: async (inner, id) => {
            if (hash !== null) await setPassword(inner, id, hash);
          },
        });
        const changed = Object.keys(patch).length > 0 ? [personChanged(change)] : [];
        return { acts: [...changed, ...passwordSet(change, hash)], result: left(change) };
      });
    },
    switch: (by, username, isActive) =>
      auditedChange(options, by, async (transaction) => {
        const change = await switchPerson(transaction, username, isActive);
        const person = left(change);
        if (!isActive && by.actor.kind === 'person' && by.actor.id === person.id) {
          refuse('You cannot switch off yourself: another recording manager can.');
        }
        if (!isActive) await endEverything(transaction, person.id, new Date(now()));
        return { acts: [personChanged(change)], result: person };
      }),
    endSessions: (by, { id, username }, sessionId) =>
      auditedChange(options, by, async (transaction) => {
        const isOne = sessionId === null ? undefined : eq(sessionsTable.id, sessionId);
        const ended = await transaction
          .delete(sessionsTable)
          .where(and(eq(sessionsTable.userId, id), isOne))
          .returning({ id: sessionsTable.id });
        if (ended.length > 0) await bumpVersion(transaction);
        const act: AuditedAct = {
          action: 'session-ended',
          subject: { how: 'recording-manager', username, ofPersonId: id },
        };
        return { acts: ended.length > 0 ? [act] : [], result: ended.length };
      }),
    dropSecondFactor: (by, username) =>
      auditedChange(options, by, async (transaction) => {
        const person = (await loadDirectory(transaction)).personByName(username);
        if (!person) return refuse(`There is nobody with the user name ${username}.`);
        const [had] = await transaction
          .update(peopleTable)
          .set({ twoFactorEnabled: false })
          .where(and(eq(peopleTable.id, person.id), eq(peopleTable.twoFactorEnabled, true)))
          .returning({ id: peopleTable.id });
        if (!had) refuse(`${person.name} has no second factor.`);
        await transaction.delete(twoFactorTable).where(eq(twoFactorTable.userId, person.id));
        await transaction.delete(sessionsTable).where(eq(sessionsTable.userId, person.id));
        await bumpVersion(transaction);
        const subject = { how: 'recording-manager', username: person.username };
        return { acts: [{ action: 'second-factor-changed', subject }], result: person };
      }),
    makeToken: (by, asked) =>
      auditedChange(options, by, async (transaction) => {
        const given = { ...asked, now: new Date(now()) };
        const { token, id, personId, expiresAt } = await createAccessToken(transaction, given);
        const after = { id, name: asked.name, personId, expiresAt: expiresAt.toISOString() };
        return {
          acts: [{ action: 'token-changed', subject: { before: null, after } }],
          result: { token, expiresAt },
        };
      }),
    revokeToken: (by, id, ofPersonId) =>
      auditedChange(options, by, async (transaction) => {
        const token = await revokeAccessToken(transaction, id, new Date(now()));
        if (ofPersonId !== null && token.personId !== ofPersonId)
          refuse(`There is no token ${id}.`);
        const { name, personId } = token;
        const before = { id, name, personId, expiresAt: token.expiresAt.toISOString() };
        return {
          acts: [{ action: 'token-changed', subject: { before, after: null } }],
          result: token,
        };
      }),
    tokens: (username) => listAccessTokens(db, username),
  };
}

/** Who comes back does so by his password: nothing that was open before is open again. */
async function endEverything(transaction: Database, personId: string, at: Date): Promise<void> {
  await transaction.delete(sessionsTable).where(eq(sessionsTable.userId, personId));
  await transaction
    .update(accessTokensTable)
    .set({ revokedAt: at })
    .where(and(eq(accessTokensTable.personId, personId), isNull(accessTokensTable.revokedAt)));
}

/** As it is written down: as plain JSON, with lists that nobody else holds. */
export const describePerson = (person: Person | null) =>
  person && { ...person, noojeeUsernames: [...person.noojeeUsernames] };

export const personChanged = ({ before, after }: PersonChange): AuditedAct => ({
  action: 'person-changed',
  subject: { before: describePerson(before), after: describePerson(after) },
});

export const passwordSet = ({ after }: PersonChange, hash: string | null): AuditedAct[] =>
  hash === null || !after
    ? []
    : [
        {
          action: 'password-changed',
          subject: { how: 'recording-manager', username: after.username },
        },
      ];

/** Who was changed is there afterwards: nobody is ever deleted. */
export const left = ({ after }: PersonChange): Person =>
  after ?? refuse('This person is not there any more. Look again.');

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A first password, to be read out: 20 characters of 31, 99 bits. */
export const makePassword = (): string =>
  Array.from({ length: 4 }, () =>
    Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
  ).join('-');
