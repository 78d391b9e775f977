import 'server-only';
import { createSingleFlight } from '@/lib/concurrency/create-single-flight';
import { processTimers, type Timers, withDeadline } from '@/lib/concurrency/with-deadline';
import { askPbx } from './ask-pbx';
import { createHashAuthentication, createKeyAuthentication } from './create-authentication';
import { createPbxClock } from './create-pbx-clock';
import { createRedactor } from './create-redactor';
import type { Judgement } from './judge-answer';
import type { AuthenticateResult, NoojeeClient, NoojeeReply } from './leg';
import { NoojeeError } from './noojee-error';
import { openRecordingBody } from './open-recording-body';
import { parameter, pbxAddress, recordingPath } from './pbx-address';
import type { PbxFetch } from './pbx-fetch';
import type { DateForm } from './read-moment';
import { isMissingPath, readReply } from './read-reply';
import { type PbxAnswer, sendToPbx } from './send-to-pbx';

/** The settings of one PBX. */
export interface PbxSettings extends DateForm {
  /** Scheme, host and port of the PBX. */
  baseUrl: string;
  apiKey: string;
  generation: 'api-key' | 'hash';
  apiPath: string;
  timePath: string;
  /** Template with `{uniqueId}` `{leg}` `{callRecordId}` `{tag}`; `{apiPath}` is already replaced. */
  recordingPath: string;
}

export interface NoojeeClientOptions extends PbxSettings {
  fetch: PbxFetch;
  /** Wall clock, in epoch milliseconds. */
  now: () => number;
  /** A monotonic clock in milliseconds, for the age of a timestamp. */
  elapsed?: () => number;
  timers?: Timers;
  random?: () => number;
  timeouts?: {
    /** A whole metadata call, with its repeats. */
    metaDataMs?: number;
    /** Silence before the headers and between two parts of a body. */
    idleMs?: number;
    /** One question to the Time endpoint. */
    timeMs?: number;
  };
}

/** No call has this id: the cheapest question that the PBX answers only to a key it accepts. */
const NO_CALL = '0.0';

/** The Recording API of one PBX, in either generation of its authentication (API note sections 2 to 6). */
export function createNoojeeClient(options: NoojeeClientOptions): NoojeeClient {
  const { baseUrl, apiKey, generation, apiPath, timeZone, dateOrder, now } = options;
  const {
    timers = processTimers,
    random = Math.random,
    elapsed = () => performance.now(),
  } = options;
  const { metaDataMs = 30_000, idleMs = 60_000, timeMs = 10_000 } = options.timeouts ?? {};
  const redact = createRedactor([apiKey]);
  const repetition = { wait: timers.wait, random };
  const exchange = { fetch: options.fetch, redact, idleTimeoutMs: idleMs, timers };
  const judgement: Judgement = { redact, now, isLimitedByHour: false };
  const askTime = createPbxClock({
    url: pbxAddress(baseUrl, options.timePath, []),
    deadlineMs: timeMs,
    timers,
    exchange,
    judgement,
    repetition,
  });
  const authentication =
    generation === 'hash'
      ? createHashAuthentication(apiKey, askTime, elapsed)
      : createKeyAuthentication(apiKey);
  const joinReply = createSingleFlight<NoojeeReply>();
  const joinAuthenticate = createSingleFlight<AuthenticateResult>();

  /** Asks one metadata question within the deadline and judges its answer. */
  function ask<T>(
    method: string,
    parameters: readonly string[],
    parent: AbortSignal,
    read: (answer: PbxAnswer, signal: AbortSignal) => Promise<T>,
    isRepeatable = true,
  ): Promise<T> {
    return withDeadline(metaDataMs, parent, tooLate, timers, (signal) =>
      askPbx(
        authentication,
        repetition,
        signal,
        async (credential) => {
          const all = [...credential.parameters, ...parameters];
          const url = pbxAddress(baseUrl, `${apiPath}/${method}`, all);
          return closing(await sendToPbx(url, signal, exchange), (answer) => read(answer, signal));
        },
        isRepeatable,
      ),
    );
  }

  function readLegs(answer: PbxAnswer, signal: AbortSignal, isLimitedByHour = false) {
    return readReply(answer, {
      dates: { timeZone, dateOrder: dateOrder ?? null },
      judgement: { ...judgement, isLimitedByHour },
      async nextTurn() {
        await timers.nextTurn();
        signal.throwIfAborted();
      },
    });
  }

  return {
    authenticate: (signal) =>
      joinAuthenticate('', signal, async (parent) => {
        const credential = await authentication.renew(parent);
        const parameters = [parameter('uniqueId', NO_CALL)];
        const dated = await ask(
          'retrieveMetaDataByUniqueId',
          parameters,
          parent,
          async (answer, signal) => {
            if (isMissingPath(answer)) throw missingPath();
            await readLegs(answer, signal);
            return readSkew(answer.headers.get('date'), now());
          },
        );
        // A PBX of the current generation may have no Time endpoint, which is not a failure.
        const clockSkewMs =
          credential.clockSkewMs ?? (await askTime(parent).catch(() => null))?.skewMs ?? dated;
        parent.throwIfAborted();
        return { generation, clockSkewMs };
      }),

    retrieveMetaData: (tag, signal) =>
      joinReply(`tag ${tag}`, signal, (parent) =>
        ask('retrieveMetaData', [parameter('tag', tag)], parent, readLegs),
      ),

    retrieveMetaDataByUniqueId: (uniqueId, signal) =>
      joinReply(`call ${uniqueId}`, signal, (parent) =>
        ask('retrieveMetaDataByUniqueId', [parameter('uniqueId', uniqueId)], parent, readLegs),
      ),

    retrieveMetaDataByHour: (date, hour, signal) =>
      joinReply(`hour ${date} ${hour}`, signal, (parent) =>
        // Not repeated: the PBX takes one such question a minute, and the first may have counted.
        ask(
          'retrieveMetaDataByHour',
          [`date=${encodeURIComponent(date).replaceAll('-', '/')}`, parameter('hour', hour)],
          parent,
          (answer, signal) => readLegs(answer, signal, true),
          false,
        ),
      ),

    retrieveRecording: (address, signal) =>
      askPbx(authentication, repetition, signal, async (credential) => {
        const path = recordingPath(options.recordingPath, address);
        const url = pbxAddress(baseUrl, path, credential.parameters);
        const answer = await sendToPbx(url, signal, exchange);
        return closing(answer, () => openRecordingBody(answer, judgement));
      }),
  };
}

/** Reads an answer. If that fails, the rest of the answer is cancelled. */
async function closing<T>(answer: PbxAnswer, read: (answer: PbxAnswer) => Promise<T>): Promise<T> {
  try {
    return await read(answer);
  } catch (error) {
    answer.close();
    throw error;
  }
}

const tooLate = () =>
  new NoojeeError('timed-out', 'The PBX took too long to answer. Try again in a moment.');

const missingPath = () =>
  new NoojeeError(
    'bad-reply',
    'The PBX does not offer the Recording API at this path. Check NOOJEE_URL, NOOJEE_API_PATH and NOOJEE_AUTH.',
  );

function readSkew(date: string | null, nowMs: number): number | null {
  const skewMs = Date.parse(date ?? '') - nowMs;
  return Number.isNaN(skewMs) ? null : Math.round(skewMs);
}
