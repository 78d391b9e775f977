import { setTimeout as delay } from 'node:timers/promises';

const ANSWER_MS = 200_000;
const START_MS = 180_000;

/** One session of W3C WebDriver (w3.org/TR/webdriver2): plain JSON over HTTP. */
export interface WebDriverSession {
  browserVersion: string;
  /** Sends a command of the session and gives the `value` of the answer. Throws what it refuses. */
  post(path: string, body: object): Promise<unknown>;
  end(): Promise<void>;
}

/** Waits until a driver answers and opens a session with these capabilities. */
export async function openWebDriverSession(
  driverUrl: string,
  capabilities: object,
): Promise<WebDriverSession> {
  await untilReady(driverUrl);
  const opened = await ask('POST', `${driverUrl}/session`, {
    capabilities: { alwaysMatch: capabilities },
  });
  const { sessionId, browserVersion } = readSession(opened);
  const sessionUrl = `${driverUrl}/session/${sessionId}`;
  return {
    browserVersion,
    post: (path, body) => ask('POST', sessionUrl + path, body),
    async end() {
      // Its processes are ended by force right after: a refusal changes nothing.
      await ask('DELETE', sessionUrl).catch(() => undefined);
    },
  };
}

async function untilReady(driverUrl: string): Promise<void> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    try {
      await ask('GET', `${driverUrl}/status`);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(100);
    }
  }
}

async function ask(method: string, url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(ANSWER_MS),
    ...(body && { body: JSON.stringify(body) }),
  });
  const { value }: { value: unknown } = JSON.parse(await response.text());
  if (!response.ok) throw new Error(`${method} ${url}: ${JSON.stringify(value)}`);
  return value;
}

function readSession(value: unknown): { sessionId: string; browserVersion: string } {
  if (typeof value !== 'object' || value === null || !('sessionId' in value)) {
    throw new Error(`The driver opened no session: ${JSON.stringify(value)}`);
  }
  const capabilities = 'capabilities' in value ? value.capabilities : null;
  const hasVersion =
    typeof capabilities === 'object' && capabilities !== null && 'browserVersion' in capabilities;
  return {
    sessionId: String(value.sessionId),
    browserVersion: hasVersion ? String(capabilities.browserVersion) : '',
  };
}
