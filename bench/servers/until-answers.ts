import { setTimeout as delay } from 'node:timers/promises';

/** Resolves when a server answers at all. @throws Error when it does not within ten seconds. */
export async function untilAnswers(url: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    try {
      const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(1_000) });
      await response.body?.cancel();
      return;
    } catch {
      await delay(50);
    }
  }
  throw new Error(`Nothing answers at ${url}`);
}
