import type { SimulatedCall } from './call';
import type { CallStore } from './call-store';
import { legJson, legJsonByHour } from './leg-json';
import type { LocalTime } from './local-time';
import { answerWithLongReply } from './long-replies';
import { answerWithFault, spoilLeg } from './metadata-faults';
import type { Recordings } from './recordings';
import { envelope, html, json, type Wait } from './replies';
import type { Attempts } from './request-counts';

/** The methods of the Recording API, by the last part of their path. */
export type MethodName =
  | 'retrieveMetaData'
  | 'retrieveMetaDataByUniqueId'
  | 'retrieveMetaDataByHour'
  | 'retrieveByUniqueId';

export type Answer = (query: URLSearchParams, signal: AbortSignal) => Response | Promise<Response>;

interface AnswersOptions {
  calls: CallStore;
  time: LocalTime;
  now: () => number;
  wait: Wait;
  attempts: Attempts;
  recordings: Recordings;
  byHourIntervalMs: number;
}

/** What a question by tag finds of a call: the legs that carry the tag. */
const taggedLegs = (call: SimulatedCall, asked: string): SimulatedCall => ({
  ...call,
  legs: call.legs.filter(({ tag = call.tag }) => tag === asked),
});

const DAY_MS = 86_400_000;

/** What the PBX answers to a caller whose key it has accepted (API note sections 4 and 5). */
export function createAnswers(options: AnswersOptions): Record<MethodName, Answer> {
  const { calls, time, now, wait, attempts, recordings, byHourIntervalMs } = options;
  let askedByHourAt = Number.NEGATIVE_INFINITY;

  async function legsOf(question: string, found: SimulatedCall[], signal: AbortSignal) {
    const legs = found.flatMap((call) =>
      call.legs.map((leg) => spoilLeg(call.tag, legJson(call, leg, time))),
    );
    const tag = found[0]?.tag ?? '';
    const attempt = () => attempts(`${question}:${tag}`);
    return (await answerWithFault(tag, { legs, attempt, signal, wait })) ?? json(legs);
  }

  return {
    async retrieveMetaData(query, signal) {
      const tag = query.get('tag');
      if (!tag) return invalid('tag');
      const long = answerWithLongReply(tag, time, now());
      return (
        long ??
        legsOf(
          'tag',
          calls.byTag(tag).map((call) => taggedLegs(call, tag)),
          signal,
        )
      );
    },
    async retrieveMetaDataByUniqueId(query, signal) {
      const uniqueId = query.get('uniqueId');
      if (!uniqueId) return invalid('uniqueId');
      const call = calls.byUniqueId(uniqueId);
      return legsOf('uniqueId', call ? [call] : [], signal);
    },
    retrieveMetaDataByHour(query) {
      const day = dayOf(query.get('date') ?? '');
      const hour = Number(query.get('hour') || Number.NaN);
      if (day === null) return invalid('date');
      if (!Number.isInteger(hour) || hour < 0 || hour > 23) return invalid('hour');
      if (now() - askedByHourAt < byHourIntervalMs) return envelope('Rate limit exceeded', 429);
      askedByHourAt = now();
      const legs = calls.byHour(day, hour);
      return json(legs.map(({ call, leg }) => spoilLeg(call.tag, legJsonByHour(call, leg, time))));
    },
    retrieveByUniqueId(query, signal) {
      const call = calls.byUniqueId(query.get('uniqueId') ?? '');
      const leg = call?.legs.find((candidate) => String(candidate.leg) === query.get('leg'));
      return call && leg ? recordings.open(call, leg, signal) : html('Not Found', 404);
    },
  };
}

/** Number of the day `yyyy/MM/dd` since 1970-01-01; null if it is not such a date. */
function dayOf(date: string): number | null {
  if (!/^\d{4}\/\d{2}\/\d{2}$/.test(date)) return null;
  const iso = date.replaceAll('/', '-');
  const ms = Date.parse(`${iso}T00:00:00Z`);
  return new Date(ms || 0).toISOString().startsWith(iso) ? ms / DAY_MS : null;
}

const invalid = (parameter: string) =>
  envelope(`Parameter ${parameter} is missing or not valid`, 400);
