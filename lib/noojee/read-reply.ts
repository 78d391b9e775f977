import { createWarningList } from '@/lib/contract/limit-warnings';
import {
  type Envelope,
  type Judgement,
  judgeAnswer,
  readEnvelope,
  readEnvelopeText,
} from './judge-answer';
import type { NoojeeLeg, NoojeeReply } from './leg';
import { CleanCause, NoojeeError } from './noojee-error';
import { parseExactly } from './parse-exactly';
import { isLeg, looksLikeLeg, readLeg, unreadableLeg } from './read-leg';
import type { DateForm } from './read-moment';
import { createTextReader, type TextReader, withoutMark } from './reply-text';
import { type PbxAnswer, readBytes } from './send-to-pbx';
import { splitReply } from './split-reply';

export interface ReplyContext {
  dates: DateForm;
  judgement: Judgement;
  /** Lets everything else that is ready go first. Called after every hundred legs. */
  nextTurn: () => Promise<void>;
}

/** The largest reply: a busy hour's thousands of legs are a few megabytes. */
const MOST_BYTES = 16 * 1024 * 1024;
/** What is parsed in one go: a whole reply up to this, else one leg of it. */
const MOST_BYTES_A_TURN = 64 * 1024;
const LEGS_A_TURN = 100;
/** Rows of one reply, readable or not: five times the busiest hour. */
const MOST_ROWS = 50_000;

/**
 * Judges and reads the answer to a metadata call (API note section 4): an array of legs, one leg, a
 * map of legs, or nothing in one of its forms, 404 among them. Each CallRecordId is given once. A
 * long list is parsed leg by leg, with turns for everything else in between (decision 0011).
 *
 * @throws NoojeeError `refused`, `busy`, `bad-reply`, `unreachable` or `timed-out`.
 */
export async function readReply(answer: PbxAnswer, context: ReplyContext): Promise<NoojeeReply> {
  const { judgement } = context;
  const bytes = withoutMark(await readBytes(answer, MOST_BYTES, TOO_LARGE));
  const textOf = createTextReader(answer.headers.get('content-type'));
  if (answer.status < 200 || answer.status >= 300 || answer.status === 204) {
    const isShort = bytes.length <= MOST_BYTES_A_TURN;
    const envelope = isShort ? readEnvelopeText(textOf(bytes)) : null;
    const error = judgeAnswer(answer, envelope, judgement);
    const isNone = answer.status === 204 || answer.status === 404;
    if (error && (!isNone || error.kind === 'refused')) throw error;
    return { legs: [], warnings: [] };
  }
  const { legs, warnings, envelope } = await collectLegs({ bytes, textOf }, context);
  const error = judgeAnswer(answer, envelope, judgement);
  if (error) throw error;
  const shown = warnings.list();
  if (envelope && envelope.code > 0) {
    const message = judgement.redact(envelope.message).slice(0, 200);
    shown.push({ code: 'pbx-warning', message: `The PBX remarked: “${message}”` });
  }
  return { legs, warnings: shown };
}

/** Whether a 404 is the web page of a server that has no such path, not an answer of the API. */
export const isMissingPath = ({ status, headers }: Pick<PbxAnswer, 'status' | 'headers'>) =>
  status === 404 && /html/i.test(headers.get('content-type') ?? '');

interface ReplyBytes {
  bytes: Uint8Array;
  textOf: TextReader;
}

async function collectLegs(reply: ReplyBytes, { dates, nextTurn }: ReplyContext) {
  const legs: NoojeeLeg[] = [];
  const warnings = createWarningList();
  const records = new Set<string>();
  const isShort = reply.bytes.length <= MOST_BYTES_A_TURN;
  const rows = isShort ? rowsOfShort(reply) : rowsOfLong(reply);
  for (let count = 1; ; count++) {
    const next = rows.next();
    if (next.done) return { legs, warnings, envelope: next.value };
    if (count > MOST_ROWS) throw new NoojeeError('bad-reply', TOO_MANY);
    const leg =
      next.value === OVERSIZED
        ? unreadableLeg('it is larger than 64 KB')
        : readLeg(next.value, dates);
    if (!isLeg(leg)) warnings.add(leg);
    else if (leg.callRecordId === null || !records.has(leg.callRecordId)) {
      if (leg.callRecordId !== null) records.add(leg.callRecordId);
      legs.push(leg);
    }
    if (count % LEGS_A_TURN === 0) await nextTurn();
  }
}

/** Gives the rows that are meant as legs, parsed; returns the envelope around them. */
type Rows = Generator<unknown, Envelope | null>;

const OVERSIZED = Symbol('a row that is not parsed');

function* rowsOfShort({ bytes, textOf }: ReplyBytes): Rows {
  const value = parse(textOf(bytes));
  const envelope = readEnvelope(value);
  if (envelope) {
    const strange = Object.entries(Object(value)).find(
      ([name, member]) => !ENVELOPE_NAMES.includes(name) && holdsLegs(member),
    );
    if (strange) throw legsElsewhere(strange[0]);
    yield* envelope.entities ?? [];
  } else if (Array.isArray(value)) yield* value;
  else if (isLegLike(value)) yield value;
  else if (typeof value !== 'object') throw notAboutLegs();
  else if (value !== null) {
    // The vendor calls the result an “array/map”. One member that is no leg is a leg that cannot be read.
    const values: unknown[] = Object.values(value);
    if (values.length > 0 && !values.some(isLegLike)) throw notAboutLegs();
    yield* values;
  }
  return envelope;
}

const ENVELOPE_NAMES = ['Message', 'Code', 'message', 'code', 'type', 'entities'];
/** Members that are neither legs nor of the envelope: what so many are is no list of legs. */
const MOST_STRANGE = 1_000;

function* rowsOfLong({ bytes, textOf }: ReplyBytes): Rows {
  const fields: Record<string, unknown> = {};
  const strange: { name: string; row: unknown }[] = [];
  let hasNamedLegs = false;
  try {
    for (const { name, from, to } of splitReply(bytes)) {
      const isOversized = to - from > MOST_BYTES_A_TURN;
      if (name === 'entities' && from === to) fields.entities = [];
      else if (name !== null && ENVELOPE_NAMES.includes(name)) {
        if (isOversized) throw notAboutLegs();
        fields[name] = JSON.parse(textOf(bytes, from, to));
      } else {
        const row = isOversized ? OVERSIZED : parseExactly(textOf(bytes, from, to));
        if (name === null || isLegLike(row)) {
          hasNamedLegs ||= name !== null;
          yield row;
        } else if (strange.push({ name, row }) > MOST_STRANGE) throw notAboutLegs();
      }
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw notJson(textOf(bytes, 0, MOST_BYTES_A_TURN), bytes.length);
  }
  const envelope = readEnvelope(fields);
  if (!envelope) {
    if (Object.keys(fields).length > 0) throw notAboutLegs();
    if (strange.length > 0 && !hasNamedLegs) throw notAboutLegs();
    yield* strange.map(({ row }) => row);
    return null;
  }
  const elsewhere = strange.find(({ row }) => row === OVERSIZED || holdsLegs(row));
  if (elsewhere) throw legsElsewhere(elsewhere.name);
  if (hasNamedLegs) throw notAboutLegs();
  return envelope;
}

/** Whether there are legs in a member of an envelope that has another name than we know. */
const holdsLegs = (value: unknown): boolean =>
  isLegLike(value) ||
  (typeof value === 'object' &&
    value !== null &&
    Object.values(value).some(
      (one: unknown) => isLegLike(one) || (Array.isArray(one) && one.some(isLegLike)),
    ));

const isLegLike = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && looksLikeLeg(value);

function parse(text: string): unknown {
  try {
    return parseExactly(text);
  } catch {
    throw notJson(text, text.length);
  }
}

function notJson(text: string, length: number): NoojeeError {
  // Newer Node versions quote the text in the error: numbers and names of callers.
  const cause = new CleanCause('SyntaxError', 'NOT_JSON', `length ${length}, not JSON`);
  const start = text.trimStart();
  const why = start === '' ? NOTHING : start.startsWith('<') ? WEB_PAGE : CUT_OFF;
  return new NoojeeError('bad-reply', why, { cause });
}

const NOTHING = 'The PBX sent an empty reply. Check NOOJEE_API_PATH, then try again.';
const WEB_PAGE =
  'The PBX sent a web page instead of a list of legs. Check NOOJEE_URL and NOOJEE_API_PATH, and that no proxy or sign-in page stands in between.';
const CUT_OFF =
  'The reply of the PBX is broken or cut off. Try again. If it happens again, ask Noojee Support about it.';
const TOO_LARGE =
  'The reply of the PBX is larger than 16 MB, which Legato does not read. Search for one unique id instead. If that fails too, check NOOJEE_API_PATH.';

const TOO_MANY =
  'The reply of the PBX lists more than 50,000 legs, which Legato does not read. Search for one unique id instead. If that fails too, check NOOJEE_API_PATH.';

const legsElsewhere = (name: string) =>
  new NoojeeError(
    'bad-reply',
    `The PBX sent its legs under a name that Legato does not know (“${name.slice(0, 40)}”). Check NOOJEE_API_PATH. If it is right, this PBX answers in a form that Legato does not know yet.`,
  );

const notAboutLegs = () =>
  new NoojeeError(
    'bad-reply',
    'The PBX sent something that is no list of legs. Check NOOJEE_API_PATH.',
  );
