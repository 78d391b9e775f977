import type * as z from 'zod/mini';
import { ApiProblem } from './api-problem';
import { problemOf, readJson, send, unreadable } from './request-json';

/**
 * Asks Legato's own API for lines of JSON and parses each as it comes. Who takes no more ends the answer.
 *
 * @throws ApiProblem for every failure, also in the middle: `network-lost` where the answer breaks off. An
 *   abort by `signal` is passed on as it is.
 */
export async function* requestLines<Schema extends z.ZodMiniType>(
  schema: Schema,
  url: string,
  { signal }: { signal: AbortSignal },
): AsyncGenerator<z.infer<Schema>> {
  const response = await send(url, { signal });
  if (!response.ok) throw problemOf(response, await readJson(response, url), url);
  for await (const line of textLines(response, url)) {
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch (cause) {
      throw unreadable(response, url, cause);
    }
    const parsed = schema.safeParse(json);
    if (!parsed.success) throw unreadable(response, url, parsed.error);
    yield parsed.data;
  }
}

async function* textLines(response: Response, url: string): AsyncGenerator<string> {
  const reader = response.body?.getReader();
  if (!reader) return;
  const decoder = new TextDecoder();
  /** The parts of a line that is not whole yet: a long one comes in many. */
  let parts: string[] = [];
  try {
    for (;;) {
      const { done, value } = await read(reader, response, url);
      if (done) break;
      const [end = '', ...lines] = decoder.decode(value, { stream: true }).split('\n');
      parts.push(end);
      for (const start of lines) {
        yield parts.join('');
        parts = [start];
      }
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
  if (parts.join('') !== '') throw brokenOff(response, url);
}

async function read(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  response: Response,
  url: string,
) {
  try {
    return await reader.read();
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw brokenOff(response, url, cause);
  }
}

const brokenOff = (response: Response, url: string, cause?: unknown) =>
  new ApiProblem({
    code: 'network-lost',
    detail: 'The answer broke off.',
    status: response.status,
    address: url,
    cause,
  });
