import type { MetadataFaultTag } from './faults';
import type { LegJson } from './leg-json';
import { ConnectionReset, envelope, forever, html, json, type Wait } from './replies';

interface Question {
  legs: LegJson[];
  /** How often this was asked, from 1. Asking counts. */
  attempt: () => number;
  signal: AbortSignal;
  wait: Wait;
}

type Answer = (question: Question) => Response | Promise<Response>;

const busy = (headers: Record<string, string> = {}) => envelope('Too many requests', 503, headers);

const busyUntil =
  (fineFrom: number): Answer =>
  ({ attempt, legs }) =>
    attempt() < fineFrom ? busy() : json(legs);

const raw = (body: string) =>
  new Response(body, { headers: { 'Content-Type': 'application/json' } });

const reset = (): never => {
  throw new ConnectionReset();
};

/** What each metadata fault answers to the questions by tag and by unique id. */
const ANSWERS: Record<MetadataFaultTag, Answer> = {
  'FAULT-503-ONCE': busyUntil(2),
  'FAULT-503-TWICE': busyUntil(3),
  'FAULT-503-ALWAYS': () => busy({ 'Retry-After': '20' }),
  'FAULT-NEVER': ({ signal }) => forever(signal),
  'FAULT-RESET': reset,
  'FAULT-RESET-ONCE': ({ attempt, legs }) => (attempt() < 2 ? reset() : json(legs)),
  'FAULT-BREAKS-OFF': ({ legs }) => breakingOff(JSON.stringify(legs)),
  'FAULT-BROKEN-JSON': ({ legs }) => raw(JSON.stringify(legs).slice(0, -40)),
  'FAULT-HTML': () => html('Welcome to Noojee', 200),
  'FAULT-JSON-ERROR': () => envelope('Internal error'),
  'FAULT-JSON-ERROR-LONG': () =>
    json({ code: -3, message: 'Internal error', type: 'ERROR', entities: [] }, 400),
  'FAULT-EXPIRED-ONCE': ({ attempt, legs }) => (attempt() < 2 ? expired() : json(legs)),
  'FAULT-EXPIRED-ALWAYS': () => expired(),
  'FAULT-401': () => envelope('Invalid API key', 401),
  'FAULT-403': () => envelope('Address not allowed', 403),
  'FAULT-500': () => html('Internal Server Error', 500),
  'FAULT-REDIRECT': () => new Response(null, { status: 302, headers: { Location: '/elsewhere' } }),
  'FAULT-SLOW': async ({ legs, wait, signal }) => {
    await wait(2000, signal);
    return json(legs);
  },
  'FAULT-EMPTY-BODY': () => raw(''),
  'FAULT-SINGLE-OBJECT': ({ legs }) => json(legs[0]),
  'FAULT-EMPTY-OBJECT': () => json({}),
  'FAULT-NULL': () => json(null),
  'FAULT-404': () => html('Not Found', 404),
  'FAULT-WRONG-SHAPE': () => json('no legs today'),
  'FAULT-UNREADABLE-LEG': ({ legs }) => json(legs),
  'FAULT-NOT-OBJECTS': ({ legs }) => json([legs[0], null, 'leg', [], legs[1]]),
  'FAULT-MISSING-FIELDS': ({ legs }) => json(legs),
  'FAULT-NUMBERS': ({ legs }) => json(legs),
  'FAULT-MARKUP': ({ legs }) => json(legs),
  'FAULT-LONG-VALUES': ({ legs }) => json(legs),
};

/** Faults of single legs, which every question shows, by-hour too. */
const SPOILT: Partial<Record<MetadataFaultTag, (leg: LegJson) => LegJson>> = {
  'FAULT-UNREADABLE-LEG': (leg) =>
    leg.Leg === '3' ? { ...leg, Leg: 'three', Start: 'the other day', Duration: 'a while' } : leg,
  'FAULT-MISSING-FIELDS': (leg) => without(leg, MISSING[String(leg.Leg)] ?? []),
  'FAULT-NUMBERS': (leg) => ({
    ...leg,
    Source: Number(leg.Source) || leg.Source,
    Leg: Number(leg.Leg),
    Duration: Number(leg.Duration),
    CallRecordId: Number(leg.CallRecordId),
    DID: Number(leg.DID),
    Direction: leg.Direction === '0' ? 0 : leg.Direction,
    Destination: Number(leg.Destination),
  }),
};

const MISSING: Record<string, string[]> = {
  '1': ['Source', 'Username', 'DID'],
  '2': ['Tag', 'Direction', 'CallRecordId'],
  '3': ['Duration'],
};

/** Answers as the tag's fault says; undefined where the tag has no fault. */
export function answerWithFault(tag: string, question: Question) {
  return isMetadataFault(tag) ? ANSWERS[tag](question) : undefined;
}

/** The leg as the tag's fault shows it; unchanged where there is none. */
export function spoilLeg(tag: string, leg: LegJson): LegJson {
  return (isMetadataFault(tag) && SPOILT[tag]?.(leg)) || leg;
}

const isMetadataFault = (tag: string): tag is MetadataFaultTag => Object.hasOwn(ANSWERS, tag);

const expired = () => envelope('Expired TimeStamp');

const without = (leg: LegJson, names: string[]): LegJson =>
  Object.fromEntries(Object.entries(leg).filter(([name]) => !names.includes(name)));

function breakingOff(body: string): Response {
  const bytes = new TextEncoder().encode(body);
  let isBegun = false;
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (isBegun) controller.error(new ConnectionReset());
        else controller.enqueue(bytes.subarray(0, bytes.length / 2));
        isBegun = true;
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(stream, {
    headers: { 'Content-Type': 'application/json', 'Content-Length': String(bytes.byteLength) },
  });
}
