import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SoundOfLeg } from '@/lib/calls/get-sounds';
import type { SoundsLine } from '@/lib/contract/waveform';
import { compressAnswer } from './compress-answer';
import { logFailure, problemOf, type RequestLog } from './problem-answer';

/**
 * Answers `GET` or `HEAD /api/calls/{uniqueId}/sounds`: a line of JSON for each entry, handed to the network
 * as it comes and no faster than the client takes it. Resolves when all are sent or the client has left.
 */
export async function answerSounds(
  sounds: AsyncIterable<SoundOfLeg>,
  {
    request,
    response,
    headers,
    log,
    requestId,
    signal,
  }: {
    request: IncomingMessage;
    response: ServerResponse;
    headers: Readonly<Record<string, string>>;
    log: RequestLog;
    requestId: string;
    signal: AbortSignal;
  },
): Promise<void> {
  compressAnswer(request, response);
  response.writeHead(200, {
    ...headers,
    'Cache-Control': 'private, no-store',
    'Content-Type': 'application/x-ndjson',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // nginx gathers lines otherwise.
    'X-Accel-Buffering': 'no',
    'X-Content-Type-Options': 'nosniff',
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  response.flushHeaders();
  const pathname = request.url ?? '';
  const { taken } = watchDrain(response, signal);
  try {
    for await (const sound of sounds) {
      if (sound.status === 'failed') logFailure(log, sound.error, { requestId, pathname });
      const isTaken = response.write(`${JSON.stringify(lineOf(sound, requestId))}\n`);
      if (!isTaken) await taken();
    }
    response.end();
  } catch (error) {
    // The lines end where the client left. Anything else breaks the connection: a part is not the whole.
    if (!signal.aborted) throw error;
  }
}

/** What waits until the response takes more. One listener does: those of a compressed one stay until its end. */
function watchDrain(response: ServerResponse, signal: AbortSignal): { taken(): Promise<void> } {
  let goOn = () => {};
  response.on('drain', () => goOn());
  signal.addEventListener('abort', () => goOn(), { once: true });
  return {
    taken: async () => {
      await new Promise<void>((resolve) => {
        goOn = resolve;
        if (signal.aborted) resolve();
      });
      signal.throwIfAborted();
    },
  };
}

function lineOf(sound: SoundOfLeg, requestId: string): SoundsLine {
  if (sound.status !== 'failed') return sound;
  const { leg, status, error } = sound;
  return { leg, status, problem: problemOf(error, requestId) };
}
