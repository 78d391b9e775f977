/** The connection broke. For `fetch` this is a TypeError; for a server it destroys the socket. */
export class ConnectionReset extends TypeError {
  override readonly name = 'ConnectionReset';

  constructor() {
    super('The connection was reset');
  }
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  text(JSON.stringify(body), 'application/json', status, headers);

export const html = (title: string, status: number) =>
  text(
    `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
    'text/html;charset=utf-8',
    status,
  );

export const plain = (body: string) => text(body, 'text/plain', 200);

/** An error envelope of the wider API (API note section 6). */
export const envelope = (message: string, status = 200, headers: Record<string, string> = {}) =>
  json({ Message: message, Code: -1 }, status, headers);

/** Resolves after `ms`, or rejects as soon as the listener leaves. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export const waitReally: Wait = (ms, signal) =>
  new Promise((resolve, reject) => {
    const leave = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', leave);
      resolve();
    }, ms);
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  });

/** Never answers; rejects when the listener leaves. */
export const forever = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

function text(body: string, type: string, status: number, headers: Record<string, string> = {}) {
  const bytes = new TextEncoder().encode(body);
  return new Response(bytes, {
    status,
    headers: { 'Content-Type': type, 'Content-Length': String(bytes.byteLength), ...headers },
  });
}
