/**
 * The simulated PBX in its own process, which reports to its parent how much was asked of it, sends
 * recordings at `PBX_BYTES_PER_SECOND` and answers after `PBX_ANSWER_AFTER_MS` where those are given.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { loadClips } from '@/lib/simulator/clips';
import { createSimulator } from '@/lib/simulator/create-simulator';
import { serveSimulator } from '@/lib/simulator/serve-simulator';

const {
  PBX_PORT = '0',
  PBX_API_KEY = '',
  PBX_BYTES_PER_SECOND = '',
  PBX_ANSWER_AFTER_MS = '',
} = process.env;

loadClips();
const simulator = createSimulator({ apiKey: PBX_API_KEY });
const bytesPerSecond = Number(PBX_BYTES_PER_SECOND);
const answerAfterMs = Number(PBX_ANSWER_AFTER_MS);

await serveSimulator(
  {
    handle: async (request) => {
      // Everything that is asked of a PBX is a POST; whether it is up yet may be known at once.
      if (answerAfterMs && request.method === 'POST') await delay(answerAfterMs);
      const response = await simulator.handle(request);
      return bytesPerSecond ? paced(response) : response;
    },
  },
  { port: Number(PBX_PORT), host: '127.0.0.1' },
);

process.on('message', () => {
  const { recording, openRecordings } = simulator.requests;
  process.send?.({ recording, openRecordings });
});
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));

/** The same answer, its body no faster than the line. */
function paced(response: Response): Response {
  const reader = response.body?.getReader();
  if (!reader) return response;
  const startedAt = performance.now();
  let sent = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        sent += value.byteLength;
        const dueMs = startedAt + (sent / bytesPerSecond) * 1000 - performance.now();
        if (dueMs > 1) await delay(dueMs);
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { status: response.status, headers: response.headers });
}
