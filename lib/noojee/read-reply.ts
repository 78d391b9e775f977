import type { Warning } from '@/lib/contract/call';
import { limitWarnings } from '@/lib/contract/limit-warnings';
import {
  type Envelope,
  type Judgement,
  judgeAnswer,
  readEnvelope,
  readEnvelopeText,
} from './judge-answer';
import type { NoojeeLeg, NoojeeReply } from './leg';
import { CleanCause, NoojeeError } from './noojee-error';
import { isLeg, looksLikeLeg, readLeg, unreadableLeg } from './read-leg';
import { type PbxAnswer, readBytes } from './send-to-pbx';
import { splitReply, textOf } from './split-reply';

export interface ReplyContext {
  /** The zone of dates that name none. */
  timeZone: string;
  judgement: Judgement;
  /** Lets everything else that is ready go first. Called after every hundred legs. */
  nextTurn: () => Promise<void>;
}

/** The largest reply: a busy hour's thousands of legs are a few megabytes. */
const MOST_BYTES = 16 * 1024 * 1024;
/** What is parsed in one go: a whole reply up to this, else one leg of it. */
const MOST_BYTES_A_TURN = 64 * 1024;
const LEGS_A_TURN = 100;

/**
 * Judges and reads the answer to a metadata call (API note section 4): an array of legs, one leg, a
 * map of legs, or nothing in one of its forms, 404 among them. Each CallRecordId is given once. A
 * long list is parsed leg by leg, with turns for everything else in between (decision 0011).
 *
 * @throws NoojeeError `refused`, `busy`, `bad-reply`, `unreachable` or `timed-out`.
 */
export async function readReply(answer: PbxAnswer, context: ReplyContext): Promise<NoojeeReply> {
  const { judgement } = context;
  const bytes = await readBytes(answer, MOST_BYTES, TOO_LARGE);
  if (answer.status < 200 || answer.status >= 300 || answer.status === 204) {
    const isShort = bytes.length <= MOST_BYTES_A_TURN;
    const envelope = isShort ? readEnvelopeText(textOf(bytes, 0, bytes.length)) : null;
    const error = judgeAnswer(answer, envelope, judgement);
    const isNone = answer.status === 204 || answer.status === 404;
    if (error && (!isNone || error.kind === 'refused')) throw error;
    return { legs: [], warnings: [] };
  }
  const { legs, warnings, envelope } = await collectLegs(bytes, context);
  const error = judgeAnswer(answer, envelope, judgement);
  if (error) throw error;
  const shown = limitWarnings(warnings);
  if (envelope && envelope.code > 0) {
    const message = judgement.redact(envelope.message).slice(0, 200);
    shown.push({ code: 'pbx-warning', message: `The PBX remarked: “${message}”` });
  }
  return { legs, warnings: shown };
}

/** Whether a 404 is the web page of a server that has no such path, not an answer of the API. */
export const isMissingPath = ({ status, headers }: Pick<PbxAnswer, 'status' | 'headers'>) =>
  status === 404 && /html/i.test(headers.get('content-type') ?? '');

async function collectLegs(bytes: Uint8Array, { timeZone, nextTurn }: ReplyContext) {
  const legs: NoojeeLeg[] = [];
  const warnings: Warning[] = [];
  const records = new Set<string>();
  const rows = bytes.length <= MOST_BYTES_A_TURN ? rowsOfShort(bytes) : rowsOfLong(bytes);
  for (let count = 1; ; count++) {
    const next = rows.next();
    if (next.done) return { legs, warnings, envelope: next.value };
    const leg =
      next.value === OVERSIZED
        ? unreadableLeg('it is larger than 64 KB')
        : readLeg(next.value, timeZone);
    if (!isLeg(leg)) warnings.push(leg);
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

function* rowsOfShort(bytes: Uint8Array): Rows {
  const text = textOf(bytes, 0, bytes.length);
  const value = parse(text);
  const envelope = readEnvelope(value);
  if (envelope) yield* envelope.entities ?? [];
  else if (Array.isArray(value)) yield* value;
  else if (isLegLike(value)) yield value;
  else if (typeof value !== 'object') throw notAboutLegs();
  else if (value !== null) {
    // The vendor calls the result an “array/map”.
    const values: unknown[] = Object.values(value);
    if (!values.every(isLegLike)) throw notAboutLegs();
    yield* values;
  }
  return envelope;
}

const ENVELOPE_NAMES = ['Message', 'Code', 'message', 'code', 'type', 'entities'];

function* rowsOfLong(bytes: Uint8Array): Rows {
  const fields: Record<string, unknown> = {};
  try {
    for (const { name, from, to } of splitReply(bytes)) {
      const isOversized = to - from > MOST_BYTES_A_TURN;
      if (name === 'entities' && from === to) fields.entities = [];
      else if (name !== null && ENVELOPE_NAMES.includes(name)) {
        if (isOversized) throw notAboutLegs();
        fields[name] = JSON.parse(textOf(bytes, from, to));
      } else {
        const row: unknown = isOversized ? OVERSIZED : JSON.parse(textOf(bytes, from, to));
        if (name !== null && !isOversized && !isLegLike(row)) throw notAboutLegs();
        yield row;
      }
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw notJson(textOf(bytes, 0, MOST_BYTES_A_TURN), bytes.length);
  }
  const envelope = readEnvelope(fields);
  if (!envelope && Object.keys(fields).length > 0) throw notAboutLegs();
  return envelope;
}

const isLegLike = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && looksLikeLeg(value);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
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

const notAboutLegs = () =>
  new NoojeeError(
    'bad-reply',
    'The PBX sent something that is no list of legs. Check NOOJEE_API_PATH.',
  );
