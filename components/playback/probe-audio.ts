import type { ApiProblemCode } from '@/lib/api/api-problem';
import { Problem } from '@/lib/contract/problem';

/** Why a leg does not play. */
export interface LegFault {
  /** A code of the API, or `cannot-play`: the bytes arrived and the browser cannot play them. */
  code: ApiProblemCode | 'cannot-play';
  /** The server's sentence. */
  detail: string;
  failedAtMs: number;
  /** When the server said that a repeat makes sense. */
  retryAtMs: number | null;
  /** HTTP status of the answer, where one came. */
  status?: number | undefined;
  /** The error code that the PBX reported, where it did. */
  pbxError?: number | undefined;
  /** Names the request in the server's log. */
  requestId?: string | undefined;
}

/** Whether nothing can be played after this fault, however often somebody asks again. */
export function isSoundless(code: LegFault['code'] | null): boolean {
  return code === 'recording-gone' || code === 'recording-empty';
}

/** Whether the leg's file is at fault and not the way to it. Playing on passes over such a leg. */
export function isAboutFile(code: LegFault['code']): boolean {
  return code.startsWith('recording-') || code === 'cannot-play';
}

export type AudioProbe =
  | { outcome: 'available'; isBrokenOff: boolean; isArriving: boolean }
  | { outcome: 'failed'; fault: LegFault };

export interface ProbeOptions {
  fetch: typeof fetch;
  now: () => number;
  signal: AbortSignal;
  /** Makes the server ask the PBX again instead of answering from what it keeps. */
  isFresh?: boolean;
}

/**
 * Asks for one byte of a leg, because a media element that fails does not say why. The header
 * `Legato-Recording: broken-off` marks audio that arrived only in part.
 */
export async function probeAudio(url: string, options: ProbeOptions): Promise<AudioProbe> {
  const { signal } = options;
  const failedAtMs = options.now();
  try {
    // An address of its own bypasses the browser's cache. Asking for that in a header would make the
    // server ask the PBX again, which only a person's "Fetch again" should do.
    const address = `${url}${url.includes('?') ? '&' : '?'}probe=${failedAtMs}`;
    const response = await options.fetch(options.isFresh ? url : address, {
      headers: { Range: 'bytes=0-0' },
      cache: options.isFresh ? 'reload' : 'default',
      signal,
    });
    if (response.ok) {
      await response.body?.cancel();
      const arrival = response.headers.get('Legato-Recording');
      return {
        outcome: 'available',
        isBrokenOff: arrival === 'broken-off',
        isArriving: arrival === 'arriving',
      };
    }
    const { status } = response;
    const problem = Problem.safeParse(await response.json().catch(() => null));
    if (!problem.success) {
      const detail = `Something other than Legato answered, with status ${status}.`;
      return failed({ code: 'reply-unreadable', detail, failedAtMs, retryAtMs: null, status });
    }
    const { code, detail, retryAfterSeconds, pbxError, requestId } = problem.data;
    const retryAtMs = retryAfterSeconds ? failedAtMs + retryAfterSeconds * 1000 : null;
    return failed({ code, detail, failedAtMs, retryAtMs, status, pbxError, requestId });
  } catch (error) {
    if (signal.aborted) throw error;
    const detail = 'Legato did not answer.';
    return failed({ code: 'network-lost', detail, failedAtMs, retryAtMs: null });
  }
}

/**
 * Waits for the last byte of a leg that is arriving. False when it never arrives: the server ends the
 * answer abnormally when the PBX broke off.
 */
export async function arrivesWhole(url: string, options: ProbeOptions): Promise<boolean> {
  const { signal } = options;
  try {
    const address = `${url}${url.includes('?') ? '&' : '?'}probe=${options.now()}`;
    const response = await options.fetch(address, { headers: { Range: 'bytes=-1' }, signal });
    await response.arrayBuffer();
    return response.ok && response.headers.get('Legato-Recording') !== 'broken-off';
  } catch (error) {
    if (signal.aborted) throw error;
    return false;
  }
}

const failed = (fault: LegFault): AudioProbe => ({ outcome: 'failed', fault });
