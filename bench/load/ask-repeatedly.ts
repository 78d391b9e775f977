import { Agent, get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

interface Asking {
  /** What every answer took, in milliseconds, once asking has stopped. */
  stop(): Promise<number[]>;
}

/** Asks for one small answer again and again on one connection, with a pause between. */
export function askRepeatedly(url: string, cookie: string, pauseMs: number): Asking {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const waits: number[] = [];
  let isStopped = false;
  const asking = (async () => {
    while (!isStopped) {
      waits.push(await askOnce(url, cookie, agent));
      if (pauseMs > 0) await delay(pauseMs);
    }
    agent.destroy();
  })();
  // A failure reaches the caller when it stops the load; until then it must not count as unhandled.
  asking.catch(() => {});
  return {
    async stop() {
      isStopped = true;
      await asking;
      return waits;
    },
  };
}

function askOnce(url: string, cookie: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const asked = get(url, { agent, headers: { cookie }, timeout: 300_000 }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${response.statusCode} from ${url}`));
      response.resume();
      response.once('end', () => resolve(performance.now() - startedAt));
    });
    asked.once('timeout', () => asked.destroy(new Error(`no answer from ${url} in 30 s`)));
    asked.once('error', reject);
  });
}
