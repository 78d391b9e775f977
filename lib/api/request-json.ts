import type * as z from 'zod/mini';
import { Problem } from '@/lib/contract/problem';
import { ApiProblem } from './api-problem';

interface RequestJsonOptions {
  method?: 'GET' | 'POST';
  /** Sent as JSON. */
  body?: unknown;
  /** Goes on when the page is left. */
  keepsAlive?: boolean;
  signal?: AbortSignal;
}

/**
 * Asks Legato's own API and parses the answer.
 *
 * @throws ApiProblem for every failure, except that an abort by `signal` is passed on as it is.
 */
export async function requestJson<Schema extends z.ZodMiniType>(
  schema: Schema,
  url: string,
  { method = 'GET', body: sent, keepsAlive = false, signal }: RequestJsonOptions = {},
): Promise<z.infer<Schema>> {
  const response = await send(url, {
    method,
    ...(sent !== undefined && {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(sent),
    }),
    ...(keepsAlive && { keepalive: true }),
    ...(signal && { signal }),
  });
  const body = await readJson(response, url);
  if (!response.ok) throw problemOf(response, body, url);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw unreadable(response, url, parsed.error);
  return parsed.data;
}

/** No header is added to a question: the request must match the preload that the HTML started. */
export async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiProblem({
      code: 'network-lost',
      detail: 'Legato did not answer.',
      address: url,
      cause,
    });
  }
}

/** The body as JSON. Throws as `requestJson`. */
export async function readJson(response: Response, url: string): Promise<unknown> {
  let text: string;
  try {
    text = await response.text();
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiProblem({
      code: 'network-lost',
      detail: 'The answer broke off.',
      status: response.status,
      address: url,
      cause,
    });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable(response, url, cause);
  }
}

/** What an answer without success says. */
export function problemOf(response: Response, body: unknown, url: string): ApiProblem {
  const parsed = Problem.safeParse(body);
  return parsed.success
    ? ApiProblem.fromProblem(parsed.data, url)
    : unreadable(response, url, parsed.error);
}

export function unreadable(response: Response, url: string, cause: unknown): ApiProblem {
  return new ApiProblem({
    code: 'reply-unreadable',
    detail: `Something other than Legato answered, with status ${response.status}.`,
    status: response.status,
    address: url,
    cause,
  });
}
