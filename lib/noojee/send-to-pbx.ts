import { untilAborted } from '@/lib/concurrency/until-aborted';
import type { Redact } from './create-redactor';
import { describeFailure } from './describe-failure';
import { NoojeeError } from './errors';
import type { PbxFetch } from './pbx-fetch';

/** An answer whose body is read part by part. It stays open upstream until it ended or is closed. */
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
}

/** Requests in progress: undici holds a request's signal weakly, a forgotten one cannot be aborted. */
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
  { fetch, redact, idleTimeoutMs }: Exchange,
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
    const timer = setTimeout(() => close(fellSilent(host)), idleTimeoutMs);
    try {
      return await untilAborted(promise, controller.signal);
    } catch (thrown) {
      const isOurs = controller.signal.aborted;
      const error = isOurs ? controller.signal.reason : describeFailure(thrown, host, redact);
      close(error);
      throw error;
    } finally {
      clearTimeout(timer);
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
  new NoojeeError('timed-out', `The PBX at ${host} fell silent: try again in a moment.`);
