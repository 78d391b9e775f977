import type { IncomingMessage } from 'node:http';
import type * as z from 'zod/mini';
import { isStorable } from '@/lib/contract/storable-text';
import { LegatoError } from '@/lib/errors';

export const LARGEST_BODY_BYTES = 64 * 1024;
/** Slower than any form that a person sends. */
const WITHIN_MS = 30_000;

/**
 * Reads a body to its end, which its `Content-Length` may not tell.
 *
 * @throws LegatoError `invalid-request` for one that is too large or does not come.
 */
export function readIncomingBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => fail('This request does not come to its end.'), WITHIN_MS);
    timer.unref();
    function fail(sentence: string) {
      request.off('data', take);
      request.resume();
      done(() => reject(new LegatoError('invalid-request', sentence)));
    }
    function take(chunk: Buffer) {
      size += chunk.length;
      if (size > LARGEST_BODY_BYTES) fail('This request is too large.');
      else chunks.push(chunk);
    }
    function done(settle: () => void) {
      clearTimeout(timer);
      settle();
    }
    request.on('data', take);
    request.once('end', () => done(() => resolve(Buffer.concat(chunks).toString('utf8'))));
    request.once('error', () => fail('This request broke off.'));
    request.once('close', () => fail('This request broke off.'));
  });
}

/** The same of a `Request`, as Next hands it on. */
export async function readRequestBody(request: Request): Promise<string> {
  const text = await request.text();
  if (Buffer.byteLength(text) <= LARGEST_BODY_BYTES) return text;
  throw new LegatoError('invalid-request', 'This request is too large.');
}

/**
 * JSON that a schema knows. Only what says that it is JSON is read: a form of another site cannot say so.
 * With `mayBeText` also what a page sends as it closes, which browsers call plain text.
 *
 * @throws LegatoError `invalid-request`, without a word of what was sent.
 */
export async function parseBody<Schema extends z.ZodMiniType>(
  schema: Schema,
  { header, readBody }: { header(name: string): string | null; readBody(): Promise<string> },
  { mayBeText = false }: { mayBeText?: boolean } = {},
): Promise<z.infer<Schema>> {
  const type = header('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json' && !(mayBeText && type === 'text/plain')) {
    throw new LegatoError('invalid-request', 'Send JSON, with Content-Type: application/json.');
  }
  const parsed = schema.safeParse(parseJson(await readBody()));
  if (parsed.success) return parsed.data;
  const fields = new Set(parsed.error.issues.map(({ path }) => path.join('.') || 'the body'));
  throw new LegatoError('invalid-request', `This is missing or wrong: ${[...fields].join(', ')}.`);
}

function parseJson(text: string): unknown {
  let holdsUnstorable = false;
  const look = (key: string, value: unknown) => {
    holdsUnstorable ||= !isStorable(key) || (typeof value === 'string' && !isStorable(value));
    return value;
  };
  try {
    const value: unknown = JSON.parse(text, look);
    if (!holdsUnstorable) return value;
  } catch {
    throw new LegatoError('invalid-request', 'This is no JSON.');
  }
  throw new LegatoError('invalid-request', 'This holds a character zero or half a character.');
}
