import type { Timers } from '@/lib/concurrency/with-deadline';
import type { Database } from '@/lib/database/database';
import { type Actor, identifyActor, LOCAL_PERSON, type RequestHead } from './actor';
import type { AuditEntry } from './audit/audit-event';
import type { AuditRow } from './audit/audit-row';
import type { Audit } from './audit/create-audit';
import type { Listening } from './audit/create-listening';
import { createPlaybackReasons, type PlaybackReasons } from './audit/playback-reasons';
import { type AuditPart, readAudit } from './audit/read-audit';
import type { ServedForm } from './audit/served-seconds';
import type { VerifiedSoFar } from './audit/verify-chain';
import { createVerifier, type Verified } from './audit/verify-one-at-a-time';
import { createOwnersHeardReader, type OwnersHeardReader } from './audit/week/read-owners-heard';
import { createWeekReader, type WeekReader } from './audit/week/read-week';
import { createWeekSignOff, type SignOffWeek } from './audit/week/sign-off-week';
import { createWriteOnce } from './audit/write-once';
import {
  createHearingJudge,
  type DivideLegs,
  type HearingJudge,
  type HearingRules,
} from './hearable-legs';
import { createIdentify } from './identify';
import { createListeningScope, everInTeamsOf, type MayReadListening } from './listening-scope';
import { type Desk, openDesk } from './open-desk';
import type { Person } from './people/directory';
import { type LiveDirectory, openDirectory } from './people/live-directory';
import { createPasswordHashes, type PasswordHashes } from './sign-in/password-hashes';
import type { SignIn } from './sign-in/sign-in';
import { createBearerFinder } from './token-bearers';

/** Bytes of a leg that were handed to the network for one request, `to` not included. */
export interface SentBytes {
  requestId: string;
  actor: Actor;
  uniqueId: string;
  leg: number;
  from: number;
  to: number;
  /** How they lie in time; null for what the PBX sent, which no player plays. */
  form: ServedForm | null;
}

/** Reads what was written down. Who may read what is the verb's to judge. */
export interface AuditReader {
  read(part: AuditPart): Promise<AuditRow[]>;
  /** Whoever was in a team of this supervisor on any day. */
  everInTeamsOf(supervisorId: string): readonly string[];
  /** Everybody whom the directory knows, whoever was switched off included. */
  people(): readonly Person[];
  /**
   * Reads the chain to its end, in steps, the last of which is what was found; once at a time in a process.
   *
   * @throws LegatoError `too-many-requests`, `database-unavailable`.
   */
  verify(): AsyncGenerator<VerifiedSoFar | Verified>;
  /** What a week has, for its reviewer. */
  week: WeekReader;
  /** What people heard, by whose legs they are. */
  ownersHeard: OwnersHeardReader;
  /** @throws LegatoError `invalid-request` where the week is signed off already, `database-unavailable`. */
  signOffWeek: SignOffWeek;
}

/** Who asks, what they may hear, and what is kept of it. */
export interface Access {
  /** Signing in and out; null where nobody can. */
  signIn: SignIn | null;
  /** @throws LegatoError `signed-out` for a token that is not good. */
  identify(request: RequestHead): Promise<Actor>;
  divideLegs: DivideLegs;
  hearsEverything(actor: Actor): boolean;
  /**
   * Writes down what is done, before its first byte is answered. Rejects where nothing can be written down: then
   * nothing is answered either. Null where nothing has to be written; with `oncePer` also where that was written
   * lately under the same key.
   */
  audit(entry: AuditEntry, oncePer?: string): Promise<void> | null;
  /** What a listener really got, chunk by chunk. */
  reportSent(sent: SentBytes): void;
  /** Who heard what; null where nobody keeps that. */
  listening: Listening | null;
  /** Why people listen; null where nobody has to say so. */
  playbackReasons: PlaybackReasons | null;
  /** What was written down; null where nothing is. */
  log: AuditReader | null;
  /** Whose listening an actor may read. */
  mayReadListening: MayReadListening;
  /** Where people and teams are changed; null where there are none. */
  desk: Desk | null;
}

export interface AccessOptions {
  db: Database;
  /** Null where nobody can sign in: then everybody without a token is the person at this machine. */
  signIn?: SignIn | null;
  rules: HearingRules;
  /** Null where nothing is written down. */
  audit?: Audit | null;
  listening?: Listening | null;
  /** Whether sound is given for a reason alone. */
  requiresReason?: boolean;
  /** Shared with the sign-in, so that hashing keeps within one bound. */
  passwords?: PasswordHashes;
  /** Wall clock, in epoch milliseconds. */
  now: () => number;
  timers: Pick<Timers, 'every'>;
}

/** Access by the people and teams of the database. */
export interface OpenAccess extends Access {
  directory: LiveDirectory;
  judge: HearingJudge;
  close(): void;
}

/**
 * Opens access: a token of a script is that of its person, a session that of who signed in.
 *
 * @throws LegatoError `database-unavailable`.
 */
export async function openAccess({
  db,
  signIn = null,
  audit = null,
  listening = null,
  requiresReason = false,
  passwords = createPasswordHashes(),
  rules,
  now,
  timers,
}: AccessOptions): Promise<OpenAccess> {
  const directory = await openDirectory(db, timers);
  const judge = createHearingJudge(directory.current, rules);
  const findBearer = createBearerFinder(db, directory.current, now);
  const local = createLocalAccess();
  const once = createWriteOnce(now);
  return {
    ...local,
    signIn,
    identify: signIn
      ? createIdentify({ signIn, findBearer })
      : async (request) => {
          const atThisMachine = await local.identify(request);
          const authorization = request.header('authorization');
          return authorization === null ? atThisMachine : findBearer(authorization);
        },
    divideLegs: (actor, legs) => (isLocal(actor) ? local : judge).divideLegs(actor, legs),
    hearsEverything: (actor) => (isLocal(actor) ? local : judge).hearsEverything(actor),
    audit: (entry, oncePer) => {
      if (!audit) return null;
      return oncePer === undefined ? audit.write(entry) : once(oncePer, () => audit.write(entry));
    },
    listening,
    playbackReasons: audit && requiresReason ? createPlaybackReasons({ db, audit, now }) : null,
    log: audit && {
      read: (part) => readAudit(db, part),
      everInTeamsOf: (id) => everInTeamsOf(directory.current(), id),
      people: () => directory.current().people,
      verify: createVerifier(db, audit),
      week: createWeekReader(db),
      ownersHeard: createOwnersHeardReader(db),
      signOffWeek: createWeekSignOff(db, audit),
    },
    reportSent: (sent) => listening?.reportSent(sent),
    mayReadListening: createListeningScope(directory.current),
    desk: openDesk({ db, passwords, now, directory, signIn, judge, rules }),
    directory,
    judge,
    close: () => directory.close(),
  };
}

/** Access without a database: the person at this machine, who hears everything, and no audit to keep. */
export const createLocalAccess = (): Access => ({
  signIn: null,
  identify: identifyActor,
  divideLegs: async (actor, legs) =>
    hearsEverything(actor)
      ? { open: [...legs], restricted: [] }
      : { open: [], restricted: [...legs] },
  hearsEverything,
  audit: () => null,
  reportSent: () => {},
  listening: null,
  playbackReasons: null,
  log: null,
  mayReadListening: hearsEverything,
  desk: null,
});

const hearsEverything = (actor: Actor): boolean =>
  actor === LOCAL_PERSON || actor.kind === 'system';

const isLocal = (actor: Actor): boolean => actor.kind === 'person' && actor.id === LOCAL_PERSON.id;
