import type * as z from 'zod/mini';
import { ApiProblem } from './api-problem';

interface RequestJsonOptions {
  method?: 'GET' | 'POST';
  signal?: AbortSignal;
}

/**
 * Asks Legato's own API and parses the answer. The schema comes as an import: it and the parser
 * load while the server answers, not before the page can be used.
 *
 * @throws ApiProblem for every failure, except that an abort by `signal` is passed on as it is.
 */
export async function requestJson<Schema extends z.ZodMiniType>(
  loadSchema: () => Promise<Schema>,
  url: string,
  { method = 'GET', signal }: RequestJsonOptions = {},
): Promise<z.infer<Schema>> {
  const [response, schema] = await Promise.all([
    send(url, { method, ...(signal && { signal }) }),
    load(loadSchema, url),
  ]);
  const body = await readJson(response, url);
  if (!response.ok) throw await problemOf(response, body, url);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw unreadable(response, url, parsed.error);
  return parsed.data;
}

/** No header is added: the request must match the preload that the HTML started. */
async function send(url: string, init: RequestInit): Promise<Response> {
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

async function readJson(response: Response, url: string): Promise<unknown> {
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

/** If our own code does not load, Legato does not answer. */
async function load<Module>(part: () => Promise<Module>, url: string): Promise<Module> {
  try {
    return await part();
  } catch (cause) {
    const detail = 'A part of this page could not be loaded from Legato.';
    throw new ApiProblem({ code: 'network-lost', detail, address: url, cause });
  }
}

async function problemOf(response: Response, body: unknown, url: string): Promise<ApiProblem> {
  const { Problem } = await load(() => import('@/lib/contract/problem'), url);
  const parsed = Problem.safeParse(body);
  return parsed.success
    ? ApiProblem.fromProblem(parsed.data, url)
    : unreadable(response, url, parsed.error);
}

function unreadable(response: Response, url: string, cause: unknown): ApiProblem {
  return new ApiProblem({
    code: 'reply-unreadable',
    detail: `Something other than Legato answered, with status ${response.status}.`,
    status: response.status,
    address: url,
    cause,
  });
}
