import { untilAborted } from '@/lib/concurrency/until-aborted';
import type { Timers } from '@/lib/concurrency/with-deadline';
import type { Redact } from './create-redactor';
import { describeFailure } from './describe-failure';
import { NoojeeError } from './noojee-error';
import type { PbxFetch } from './pbx-fetch';

/** An answer whose body is read part by part. It stays open upstream until it has ended or is closed. */
export interface PbxAnswer {
  status: number;
  headers: { get(name: string): string | null };
  /** The next bytes, or null at the end. Throws NoojeeError, or the signal's reason. */
  read(): Promise<Uint8Array | null>;
  /** Cancels what is still to come. May be called twice, and while a read is pending. */
  close(): void;
}

export interface Exchange {
  fetch: PbxFetch;
  redact: Redact;
  /** Longest silence before the headers and between two parts of the body. */
  idleTimeoutMs: number;
  timers: Pick<Timers, 'after'>;
}

/** Requests in progress: undici holds a request's signal weakly, so a forgotten one cannot be aborted. */
const open = new Set<Request>();

/**
 * Sends one POST without a body (API note section 4) and waits for the headers. Aborting `signal`
 * closes the answer as well.
 *
 * @throws NoojeeError `unreachable`, `timed-out` or `bad-reply`; the signal's reason once aborted.
 */
export async function sendToPbx(
  url: string,
  signal: AbortSignal,
  { fetch, redact, idleTimeoutMs, timers }: Exchange,
): Promise<PbxAnswer> {
  signal.throwIfAborted();
  const host = new URL(url).host;
  const controller = new AbortController();
  const request = new Request(url, {
    method: 'POST',
    redirect: 'error',
    cache: 'no-store',
    headers: { accept: '*/*', 'accept-encoding': 'identity' },
    signal: controller.signal,
  });
  const leave = () => close(signal.reason);
  signal.addEventListener('abort', leave, { once: true });
  open.add(request);

  function release() {
    signal.removeEventListener('abort', leave);
    open.delete(request);
  }

  function close(reason?: unknown) {
    release();
    controller.abort(reason);
  }

  async function settle<T>(promise: Promise<T>): Promise<T> {
    const cancel = timers.after(idleTimeoutMs, () => close(fellSilent(host)));
    try {
      return await untilAborted(promise, controller.signal);
    } catch (thrown) {
      const isOurs = controller.signal.aborted;
      const error = isOurs ? controller.signal.reason : describeFailure(thrown, host, redact);
      close(error);
      throw error;
    } finally {
      cancel();
    }
  }

  const response = await settle(fetch(request));
  const chunks = response.body?.[Symbol.asyncIterator]();
  return {
    status: response.status,
    headers: response.headers,
    close,
    async read() {
      const result = chunks && (await settle(chunks.next()));
      if (result && !result.done) return result.value;
      release();
      return null;
    },
  };
}

const fellSilent = (host: string) =>
  new NoojeeError('timed-out', `The PBX at ${host} stopped answering. Try again in a moment.`);

/**
 * Reads a whole answer.
 *
 * @throws NoojeeError if it breaks off, and `bad-reply` with `tooLarge` if it has more bytes.
 */
export async function readBytes(
  answer: PbxAnswer,
  mostBytes: number,
  tooLarge: string,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const chunk = await answer.read();
    if (chunk === null) return Buffer.concat(chunks);
    bytes += chunk.length;
    if (bytes > mostBytes) throw new NoojeeError('bad-reply', tooLarge);
    chunks.push(chunk);
  }
}

/** Reads a short answer, such as an error or a timestamp, as UTF-8. Throws as `readBytes` does. */
export async function readShortText(answer: PbxAnswer): Promise<string> {
  const bytes = await readBytes(answer, 64 * 1024, TOO_LONG);
  return new TextDecoder().decode(bytes);
}

const TOO_LONG =
  'The PBX sent far more than the short answer that was expected. Check NOOJEE_URL and the paths set beside it.';
