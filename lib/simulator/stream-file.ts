import type { LegFile } from './leg-file';
import { ConnectionReset, type Wait } from './replies';
import type { RequestCounts } from './request-counts';

/** How a file is sent if not simply whole. */
export interface Manner {
  hasLength?: boolean;
  /** Bytes after which the connection is reset. */
  breaksOffAt?: number;
  /** Bytes after which nothing more is sent. */
  stallsAt?: number;
  /** Pieces of this size, each after a pause. */
  trickle?: { bytes: number; pauseMs: number };
}

interface StreamOptions extends Manner {
  signal: AbortSignal;
  wait: Wait;
  requests: RequestCounts;
}

const PIECE_BYTES = 65_536;

/** A response that makes the file while it is read, and stops when its listener leaves. */
export function streamFile(file: LegFile, options: StreamOptions): Response {
  const { hasLength = true, breaksOffAt, stallsAt, trickle, signal, wait, requests } = options;
  const headers: Record<string, string> = { 'Content-Type': file.contentType };
  if (hasLength) headers['Content-Length'] = String(file.byteLength);
  const end = Math.min(file.byteLength, breaksOffAt ?? stallsAt ?? file.byteLength);
  let sent = 0;
  let isOpen = true;
  requests.openRecordings++;

  function close() {
    if (!isOpen) return;
    isOpen = false;
    requests.openRecordings--;
  }

  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const leave = () => {
          if (isOpen) controller.error(signal.reason);
          close();
        };
        signal.addEventListener('abort', leave, { once: true });
        if (signal.aborted) leave();
      },
      async pull(controller) {
        if (trickle && sent > 0) await wait(trickle.pauseMs, signal).catch(() => {});
        if (!isOpen) return;
        if (sent < end) {
          const next = Math.min(end, sent + (trickle?.bytes ?? PIECE_BYTES));
          controller.enqueue(file.bytes(sent, next));
          sent = next;
        } else if (breaksOffAt !== undefined) {
          close();
          controller.error(new ConnectionReset());
          return;
        } else if (stallsAt !== undefined) {
          return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        }
        if (sent >= file.byteLength) {
          close();
          controller.close();
        }
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers });
}
