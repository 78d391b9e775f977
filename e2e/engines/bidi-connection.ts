import { once } from 'node:events';
import { WebSocket } from 'undici';

const ANSWER_MS = 180_000;

/** Commands of WebDriver BiDi (w3.org/TR/webdriver-bidi) over one socket, each with its answer. */
export interface BidiConnection {
  send(method: string, params: object): Promise<Record<string, unknown>>;
  close(): void;
}

interface Waiting {
  resolve(result: Record<string, unknown>): void;
  reject(reason: Error): void;
}

export async function openBidiConnection(url: string): Promise<BidiConnection> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, Waiting>();
  let lastId = 0;

  function failAll(reason: string): void {
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  }
  socket.addEventListener('close', () => failAll('The browser closed the connection.'));
  socket.addEventListener('message', ({ data }) => {
    const message: {
      id?: number;
      type: string;
      result?: Record<string, unknown>;
      error?: string;
      message?: string;
    } = JSON.parse(String(data));
    if (message.id === undefined) return;
    const answered = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'success') answered?.resolve(message.result ?? {});
    else answered?.reject(new Error(`${message.error}: ${message.message}`));
  });
  await once(socket, 'open', { signal: AbortSignal.timeout(ANSWER_MS) });

  return {
    send(method, params) {
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new Error(`Firefox did not answer ${method} within ${ANSWER_MS / 1000} s.`));
        }, ANSWER_MS);
        const settle =
          <Value>(finish: (value: Value) => void) =>
          (value: Value) => {
            clearTimeout(timer);
            finish(value);
          };
        waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
        socket.send(JSON.stringify({ id, method, params }));
      });
    },
    close: () => socket.close(),
  };
}
