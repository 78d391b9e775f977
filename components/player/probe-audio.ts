import { Problem, type ProblemCode } from '@/lib/contract/problem';

/** Why a leg does not play, in words for the person who listens. */
export interface LegFault {
  /** A code of the API, or what only the browser can know. */
  code: ProblemCode | 'cannot-play' | 'legato-unreachable';
  title: string;
  detail: string;
  /** When the server said that a repeat makes sense, as epoch milliseconds. */
  retryAtMs: number | null;
}

export type AudioProbe =
  | { outcome: 'available'; isBrokenOff: boolean }
  | { outcome: 'failed'; fault: LegFault };

export interface ProbeOptions {
  fetch: typeof fetch;
  now: () => number;
  signal: AbortSignal;
  /** Makes the server ask the PBX anew instead of answering from what it keeps. */
  isFresh?: boolean;
}

/**
 * Asks for one byte of a leg, because a media element that fails does not say why. The header
 * `Legato-Recording: broken-off` marks audio of which only the beginning arrived.
 */
export async function probeAudio(url: string, options: ProbeOptions): Promise<AudioProbe> {
  const { signal } = options;
  try {
    const response = await options.fetch(url, {
      headers: { Range: 'bytes=0-0' },
      cache: options.isFresh ? 'reload' : 'no-store',
      signal,
    });
    if (response.ok) {
      await response.body?.cancel();
      const isBrokenOff = response.headers.get('Legato-Recording') === 'broken-off';
      return { outcome: 'available', isBrokenOff };
    }
    const problem = Problem.safeParse(await response.json().catch(() => null));
    if (!problem.success) return failed(LEGATO_UNREACHABLE);
    const { code, title, detail, retryAfterSeconds } = problem.data;
    const retryAtMs = retryAfterSeconds ? options.now() + retryAfterSeconds * 1000 : null;
    return failed({ code, title, detail, retryAtMs });
  } catch (error) {
    if (signal.aborted) throw error;
    return failed(LEGATO_UNREACHABLE);
  }
}

/** The bytes are there, and the browser still could not make sound of them. */
export const CANNOT_PLAY: LegFault = {
  code: 'cannot-play',
  title: 'This browser cannot play the audio',
  detail: 'The file arrived but could not be decoded. Download it, or open this call elsewhere.',
  retryAtMs: null,
};

const LEGATO_UNREACHABLE: LegFault = {
  code: 'legato-unreachable',
  title: 'Legato did not answer',
  detail: 'The connection to Legato was lost. Your place is kept: try again once it is back.',
  retryAtMs: null,
};

const failed = (fault: LegFault): AudioProbe => ({ outcome: 'failed', fault });
