import { Agent, get } from 'node:http';

/** How an answer ended: its status, `left` where the visitor went first, or `broken`. */
export type Ending = number | 'left' | 'broken';

interface Asked {
  headers?: Record<string, string>;
  /** Leaves so long after it asked, whatever has come. */
  leaveAfterMs?: number;
  /** Leaves once so much has come. */
  leaveAfterBytes?: number;
}

/** Asks one server for one path after another and keeps nothing of the answers. */
export interface Visitor {
  ask(path: string, asked?: Asked): Promise<Ending>;
  /** Closes the connections that were kept. */
  close(): void;
}

/** Longer than the server takes for anything. */
const LONGEST_MS = 120_000;

export function createVisitor(url: string, cookie: string): Visitor {
  const agent = new Agent({ keepAlive: true });
  return {
    ask: (path, { headers = {}, leaveAfterMs = LONGEST_MS, leaveAfterBytes = Infinity } = {}) =>
      new Promise((resolve) => {
        let isLeft = false;
        const leave = () => {
          isLeft = true;
          request.destroy();
        };
        const request = get(url + path, { agent, headers: { cookie, ...headers } }, (response) => {
          let bytes = 0;
          response.on('data', (chunk: Buffer) => {
            bytes += chunk.byteLength;
            if (bytes >= leaveAfterBytes) leave();
          });
          response.once('error', () => {});
          response.once('close', () => {
            clearTimeout(timer);
            if (response.complete) resolve(response.statusCode ?? 'broken');
            else resolve(isLeft ? 'left' : 'broken');
          });
        });
        const timer = setTimeout(leave, leaveAfterMs);
        request.once('error', () => {
          clearTimeout(timer);
          resolve(isLeft ? 'left' : 'broken');
        });
      }),
    close: () => agent.destroy(),
  };
}
