import { expect } from '@playwright/test';
import { type Call, Call as CallShape } from '@/lib/contract/call';
import { CallPage } from '@/lib/contract/search';
import { paths } from '@/lib/paths';
import { signInAs } from '../sign-in-as';
import type { Engine } from './engine';
import { type Box, type Control, findInPage } from './find-in-page';
import { type HeardStretch, heardStretches } from './heard-stretches';
import { readSoundLog, type Sound, type SoundSample, startSoundLog } from './sound-log';
import { hearTone } from './tone-ear';

export type Listener = ReturnType<typeof createListener>;

/** A person in front of a browser: opens calls, presses controls, and knows what sounded. */
export function createListener(engine: Engine, legatoUrl: string) {
  let session: Promise<string> | null = null;
  const cookie = () => {
    session ??= signInAs(legatoUrl, 'meg').then((cookies) =>
      cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
    );
    return session;
  };

  async function find(control: Control) {
    let found: Awaited<ReturnType<typeof findInPage>> = null;
    await expect
      .poll(
        async () => {
          found = await engine.evaluate(findInPage, control);
          return found !== null;
        },
        { message: `${control.role} “${control.name}” can be seen` },
      )
      .toBe(true);
    return found ?? raise(`No ${control.role} “${control.name}”`);
  }

  async function samples(): Promise<SoundSample[]> {
    return await engine.evaluate(readSoundLog);
  }

  async function sounding(): Promise<Sound[]> {
    const last = (await samples()).at(-1);
    return last?.sounds.filter(({ isSounding }) => isSounding) ?? [];
  }

  return {
    /** Opens the one call of a tag and begins to note what sounds. */
    async openCall(tag: string, moment?: { leg: number; offsetSeconds: number }): Promise<Call> {
      const { calls } = CallPage.parse(
        await fetchJson(legatoUrl + paths.api.calls({ tag }), await cookie()),
      );
      const call = CallShape.parse(calls[0]);
      // What the story before has set is remembered by the browser; this one begins without.
      await engine.open(legatoUrl + paths.signIn());
      await engine.evaluate(forgetEverything);
      await engine.evaluate(signInHere, paths.api.takeDemoPerson());
      await engine.open(legatoUrl + paths.call(call.uniqueId, moment));
      await find({ role: 'slider', name: 'Position in the call' });
      await engine.evaluate(startSoundLog);
      return call;
    },
    /** Opens any other page. */
    openPage: engine.open,
    /** Puts another tab in front; gives what takes it away. */
    cover: () => engine.cover?.() ?? raise(`${engine.name} hides no page.`),
    /** Whether the browser says that the page is not to be seen. */
    isHidden: () => engine.evaluate(readHidden),
    /** Forgets what has sounded so far. */
    restartLog: () => engine.evaluate(startSoundLog),
    press: engine.press,
    /** Clicks a control in its middle. */
    async click(control: Control): Promise<void> {
      const { x, y } = await find(control);
      await engine.clickAt({ x, y });
    },
    /** Clicks into a control, at shares of its width and height. */
    async clickInto(control: Control, across: number, down: number): Promise<void> {
      const { box }: { box: Box } = await find(control);
      await engine.clickAt({
        x: box.left + box.width * across,
        y: box.top + box.height * down,
      });
    },
    /** An attribute of a control. */
    async attribute(control: Control, name: string): Promise<string | null> {
      await find(control);
      return await engine.evaluate(readAttribute, control.name, name);
    },
    /** Whether these words are to be read on the page. */
    reads: (words: string) => engine.evaluate(readWords, words),
    /** What is heard at this moment; null while nothing sounds. */
    hearTone: () => engine.evaluate(hearTone),
    samples,
    sounding,
    async heard(): Promise<HeardStretch[]> {
      return heardStretches(await samples());
    },
    /** JSON of Legato, asked beside the page. */
    json: async (path: string) => fetchJson(legatoUrl + path, await cookie()),
    /** A file of Legato, asked beside the page. */
    async file(path: string): Promise<Uint8Array> {
      return new Uint8Array(
        await (await fetchFromLegato(legatoUrl + path, await cookie())).arrayBuffer(),
      );
    },
  };
}

function readAttribute(label: string, name: string): string | null {
  return document.querySelector(`[aria-label^="${label}"]`)?.getAttribute(name) ?? null;
}

/** In the page: its cookie is the browser's own. */
async function signInHere(path: string): Promise<void> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'meg' }),
  });
  if (!response.ok) throw new Error(`Nobody was signed in: ${response.status}`);
}

function forgetEverything(): void {
  localStorage.clear();
}

function readWords(words: string): boolean {
  return document.body.textContent.includes(words);
}

function readHidden(): boolean {
  return document.visibilityState === 'hidden';
}

async function fetchJson(url: string, cookie: string): Promise<unknown> {
  return await (await fetchFromLegato(url, cookie)).json();
}

async function fetchFromLegato(url: string, cookie: string): Promise<Response> {
  const response = await fetch(url, { headers: { cookie } });
  if (!response.ok) throw new Error(`Legato answered ${response.status} to ${url}`);
  return response;
}

function raise(message: string): never {
  throw new Error(message);
}
