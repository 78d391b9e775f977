import type { BrowserContext } from '@playwright/test';
import { API_PATHS } from '@/lib/contract/url-paths';

/** The people of the demo, with whom every Legato of a story is started. */
export type DemoUsername = 'meg' | 'ruth' | 'fred';

/** A cookie as Playwright stores it. */
type StoredCookie = Parameters<BrowserContext['addCookies']>[0][number] & {
  domain: string;
  path: string;
  expires: number;
  httpOnly: boolean;
  secure: boolean;
  sameSite: 'Lax';
};

/** Signs one of them in, past the sign-in page. The cookies are good for the host, whatever its port. */
export async function signInAs(url: string, username: DemoUsername): Promise<StoredCookie[]> {
  const response = await fetch(url + API_PATHS.takeDemoPerson, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username }),
  });
  if (!response.ok) throw new Error(`Nobody was signed in: ${await response.text()}`);
  return response.headers.getSetCookie().map((cookie) => {
    const [pair = ''] = cookie.split(';', 1);
    const at = pair.indexOf('=');
    return {
      name: pair.slice(0, at),
      value: pair.slice(at + 1),
      domain: new URL(url).hostname,
      path: '/',
      expires: -1,
      httpOnly: true,
      secure: false,
      sameSite: 'Lax',
    };
  });
}
