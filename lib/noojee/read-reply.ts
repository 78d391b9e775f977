import type { Warning } from '@/lib/contract/call';
import { CleanCause } from './clean-cause';
import { NoojeeError } from './errors';
import { type Judgement, judgeEnvelope } from './judge-answer';
import type { NoojeeLeg, NoojeeReply } from './leg';
import { readEnvelope } from './read-envelope';
import { isLeg, looksLikeLeg, readLeg } from './read-leg';
import type { PbxAnswer } from './send-to-pbx';

/**
 * Reads the body of a successful metadata call (API note section 4): an array of legs, one leg, a map
 * of legs, or nothing in one of its forms. Legs are told once per CallRecordId.
 *
 * @throws NoojeeError `bad-reply` where it is not JSON or not about legs; what an envelope says.
 */
export function readReply(
  text: string,
  answer: Pick<PbxAnswer, 'status' | 'headers'>,
  timeZone: string,
  judgement: Judgement,
): NoojeeReply {
  const value = parse(text);
  const envelope = readEnvelope(value);
  if (envelope) {
    const error = judgeEnvelope(envelope, answer, judgement);
    if (error) throw error;
  }
  const rows = envelope ? (envelope.entities ?? []) : rowsOf(value);
  const read = rows.map((row) => readLeg(row, timeZone));
  const warnings = read.filter((row): row is Warning => !isLeg(row));
  if (envelope && envelope.code > 0) {
    const message = judgement.redact(envelope.message).slice(0, 200);
    warnings.push({ code: 'pbx-warning', message: `The PBX remarked: “${message}”` });
  }
  return { legs: onePerRecord(read.filter(isLeg)), warnings };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Newer Node versions quote the text in the error: numbers and names of people who rang.
    const cause = new CleanCause('SyntaxError', 'NOT_JSON', `${text.length} characters, not JSON`);
    throw new NoojeeError('bad-reply', whyNotJson(text), { cause });
  }
}

function whyNotJson(text: string): string {
  const start = text.trimStart();
  if (start === '') {
    return 'The PBX answered with nothing at all: check NOOJEE_API_PATH, then try again.';
  }
  return start.startsWith('<')
    ? 'The PBX answered with a web page in place of a list of legs: check NOOJEE_URL and NOOJEE_API_PATH, and that no proxy or sign-in page stands in between.'
    : 'The reply of the PBX is broken or cut off: try again; if it stays, ask Noojee Support about it.';
}

/** The vendor calls the result an “array/map”. */
function rowsOf(value: unknown): unknown[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value;
  if (typeof value === 'object') {
    if (looksLikeLeg(value)) return [value];
    const values: unknown[] = Object.values(value);
    if (values.every((row) => typeof row === 'object' && row !== null && looksLikeLeg(row))) {
      return values;
    }
  }
  throw new NoojeeError(
    'bad-reply',
    'The PBX answered with something that is no list of legs: check NOOJEE_API_PATH.',
  );
}

function onePerRecord(legs: NoojeeLeg[]): NoojeeLeg[] {
  const seen = new Set<string>();
  return legs.filter(({ callRecordId }) => {
    if (callRecordId === null) return true;
    const isNew = !seen.has(callRecordId);
    seen.add(callRecordId);
    return isNew;
  });
}
