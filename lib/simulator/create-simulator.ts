import { createAnswers, type MethodName } from './answers';
import { createAuthentication } from './authentication';
import { createCallStore, type Example } from './call-store';
import { createLocalTime } from './local-time';
import { createRecordings } from './recordings';
import { envelope, html, plain, type Wait, waitReally } from './replies';
import {
  createAttempts,
  createRequestCounts,
  logRequest,
  type RequestCounts,
} from './request-counts';

export interface SimulatorOptions {
  /** Everyday calls come from it: the same seed, the same calls. Default 1. */
  seed?: number;
  apiKey?: string;
  /** IANA zone of the PBX's clock. Default Australia/Melbourne. */
  timeZone?: string;
  /** Epoch milliseconds. */
  now?: () => number;
  /** Least time between two by-hour questions. Default 60,000. */
  byHourIntervalMs?: number;
  /** How slow answers wait. */
  wait?: Wait;
}

/** A simulated PBX: one function from request to response, to be served or passed as `fetch`. */
export interface Simulator {
  /** Rejects with a TypeError where a real PBX would reset the connection. */
  handle(request: Request): Promise<Response>;
  requests: RequestCounts;
  examples: Example[];
}

export const DEMO_API_KEY = '3f0c1f6e-5d2b-4c58-9a77-6f1f0d2e4b18';

const TIME_PATH = '/servicemanager/rest/Time';
const BASE_PATHS = [
  '/njadmin/rest/RecordingAPI',
  '/servicemanager/rest/CallManagementAPI',
  '/servicemanager/rest/RecordingAPI',
  '/rest/RecordingAPI',
];

/** The methods under each base path, and what each is counted as. */
const COUNTERS = {
  retrieveMetaData: 'metadata',
  retrieveMetaDataByUniqueId: 'metadata',
  retrieveMetaDataByHour: 'byHour',
  retrieveByUniqueId: 'recording',
} as const satisfies Record<MethodName, string>;

export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const { seed = 1, apiKey = DEMO_API_KEY, timeZone = 'Australia/Melbourne' } = options;
  const { now = Date.now, byHourIntervalMs = 60_000, wait = waitReally } = options;
  const time = createLocalTime(timeZone);
  const calls = createCallStore(seed, time, now);
  const requests = createRequestCounts();
  const attempts = createAttempts(now);
  const authentication = createAuthentication(apiKey, now);
  const recordings = createRecordings({ seed, time, now, wait, requests, attempts });
  const answers = createAnswers({ calls, time, now, wait, attempts, recordings, byHourIntervalMs });

  async function handle(request: Request): Promise<Response> {
    const url = new URL(request.url);
    logRequest(requests, request.method, url);
    const method = methodOf(url.pathname);
    if (!method) return html('Not Found', 404);
    if (request.method !== 'POST') return methodNotAllowed();
    if (method === 'Time') {
      requests.time++;
      return plain(String(authentication.timeStamp()));
    }
    requests[COUNTERS[method]]++;
    const result = authentication.check(url.searchParams);
    if (result === 'refused') return envelope('Invalid API key', 401);
    if (result === 'expired') return envelope('Expired TimeStamp');
    return answers[method](url.searchParams, request.signal);
  }

  return { handle, requests, examples: calls.examples };
}

/** The API's method that the path names; null for an unknown path. */
function methodOf(pathname: string): MethodName | 'Time' | null {
  if (pathname === TIME_PATH) return 'Time';
  const cut = pathname.lastIndexOf('/');
  const name = pathname.slice(cut + 1);
  return BASE_PATHS.includes(pathname.slice(0, cut)) && isMethodName(name) ? name : null;
}

const isMethodName = (name: string): name is MethodName => Object.hasOwn(COUNTERS, name);

function methodNotAllowed(): Response {
  const response = html('Method Not Allowed', 405);
  response.headers.set('Allow', 'POST');
  return response;
}
