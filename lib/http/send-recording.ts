import type { ServerResponse } from 'node:http';
import type { Spool } from '@/lib/audio/spool/create-spool';
import type { Recording } from '@/lib/audio/spool/recording';

/**
 * Sends the bytes from `start` up to `end`, in turn with other responses and no faster than the
 * socket takes them; bytes that have not arrived are waited for. No chunk is read before it can be
 * written, so a slow listener holds one chunk at most.
 *
 * Resolves when the response is closed. Where the leg breaks off, the connection is broken as well:
 * a client must never take a part for the whole. The spool is told why.
 */
export function sendRecording(
  recording: Recording,
  response: ServerResponse,
  { start, end }: { start: number; end: number },
  spool: Pick<Spool, 'pacer' | 'report'>,
): Promise<void> {
  return new Promise((resolve) => {
    let position = start;
    const lane = spool.pacer.join(recording.bytesPerSecond, sendChunk);
    const wake = () => lane.wake();

    response.on('drain', wake);
    response.once('close', () => {
      response.off('drain', wake);
      lane.leave();
      resolve();
    });
    if (response.destroyed) {
      lane.leave();
      resolve();
    } else {
      lane.wake();
    }

    function sendChunk(maxBytes: number): number {
      if (response.destroyed || position >= end) return 0;
      try {
        const chunk = recording.tryRead(position, Math.min(maxBytes, end - position));
        if (chunk === null) {
          response.flushHeaders();
          recording.whenArrived(position).then(wake, breakOff);
          return 0;
        }
        position += chunk.length;
        if (position >= end) response.end(chunk);
        else if (response.write(chunk)) lane.wake();
        return chunk.length;
      } catch (error) {
        breakOff(error);
        return 0;
      }
    }

    function breakOff(error: unknown): void {
      if (response.destroyed) return;
      spool.report(error);
      response.destroy();
    }
  });
}
