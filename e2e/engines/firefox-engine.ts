import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFirefox } from '../../scripts/find-engines.mjs';
import { type BidiConnection, openBidiConnection } from './bidi-connection';
import { type Engine, PAGE_SIZE } from './engine';
import { clickActions, keyActions } from './input-actions';
import { pageScript, readPageAnswer } from './page-script';
import { startProgramGroup } from './program-group';
import { startSoundCard } from './sound-card';

/**
 * Firefox without a window, over WebDriver BiDi, which it speaks without a driver beside it. Without any
 * sound card it refuses to play, so it gets one.
 */
export async function startFirefox(): Promise<Engine> {
  const program = findFirefox();
  if (!program) throw new Error('No Firefox here: install firefox-esr, or set FIREFOX_PATH.');
  const profile = await mkdtemp(join(tmpdir(), 'legato-firefox-'));
  const card = await startSoundCard(profile);
  const firefox = startProgramGroup(
    program,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0', 'about:blank'],
    { ...card.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: '1' },
  );
  async function stop(): Promise<void> {
    await firefox.stop();
    await card.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  try {
    const address = await firefox.prints(/WebDriver BiDi listening on (ws:\S+)/);
    const connection = await openBidiConnection(`${address}/session`);
    return await engineOver(connection, async () => {
      connection.close();
      await stop();
    });
  } catch (error) {
    await stop();
    throw error;
  }
}

async function engineOver(bidi: BidiConnection, close: () => Promise<void>): Promise<Engine> {
  const session = await bidi.send('session.new', { capabilities: {} });
  const { context } = await bidi.send('browsingContext.create', { type: 'tab' });
  await bidi.send('browsingContext.setViewport', { context, viewport: PAGE_SIZE });

  return {
    name: nameOf(session),
    open: async (url) =>
      void (await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })),
    async evaluate(inPage, ...args) {
      const answer = await bidi.send('script.callFunction', {
        functionDeclaration: pageScript(inPage, args),
        awaitPromise: true,
        target: { context },
      });
      return readPageAnswer(stringIn(answer));
    },
    clickAt: async (point) =>
      void (await bidi.send('input.performActions', { context, actions: clickActions(point) })),
    press: async (key) =>
      void (await bidi.send('input.performActions', { context, actions: keyActions(key) })),
    async cover() {
      const other = await bidi.send('browsingContext.create', { type: 'tab' });
      await bidi.send('browsingContext.activate', { context: other.context });
      return async () => {
        await bidi.send('browsingContext.close', { context: other.context });
        await bidi.send('browsingContext.activate', { context });
      };
    },
    close,
  };
}

/** `{ type: 'success', result: { type: 'string', value } }`, anything else is an error. */
function stringIn({ result }: Record<string, unknown>): string {
  const isString = typeof result === 'object' && result !== null && 'value' in result;
  if (!isString) throw new Error(`Firefox answered ${JSON.stringify(result)}`);
  return String(result.value);
}

function nameOf({ capabilities }: Record<string, unknown>): string {
  const isKnown =
    typeof capabilities === 'object' && capabilities !== null && 'browserVersion' in capabilities;
  return isKnown ? `Firefox ${capabilities.browserVersion}` : 'Firefox';
}
