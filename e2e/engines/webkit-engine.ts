import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findWebKit } from '../../scripts/find-engines.mjs';
import { freePort } from '../../scripts/free-port.mjs';
import { type Engine, PAGE_SIZE } from './engine';
import { clickActions, keyActions } from './input-actions';
import { pageScript, readPageAnswer } from './page-script';
import { type ProgramGroup, startProgramGroup } from './program-group';
import { openWebDriverSession } from './webdriver-session';

/** Room for the browser's own bars around the page. */
const SCREEN = '1600x1200x24';

/** WebKitGTK's small browser on a screen of its own, over its WebDriver. */
export async function startWebKit(): Promise<Engine> {
  const programs = findWebKit();
  if (!programs) throw new Error('No WebKitGTK here: CONTRIBUTING.md lists the Debian packages.');
  const home = await mkdtemp(join(tmpdir(), 'legato-webkit-'));
  const started: ProgramGroup[] = [];
  async function stop(): Promise<void> {
    for (const group of started.reverse()) await group.stop();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
  const start = (command: string, args: readonly string[], env: Record<string, string>) => {
    const group = startProgramGroup(command, args, env);
    started.push(group);
    return group;
  };

  try {
    // It picks a free number and prints it on the descriptor.
    const screen = start(programs.display, ['-displayfd', '3', '-screen', '0', SCREEN], {});
    const display = await screen.prints(/^(\d+)\s*$/m);
    const port = await freePort();
    start(programs.bus, ['--', programs.driver, `--port=${port}`], {
      DISPLAY: `:${display}`,
      GDK_BACKEND: 'x11',
      HOME: home,
      XDG_RUNTIME_DIR: home,
      LIBGL_ALWAYS_SOFTWARE: '1',
      NO_AT_BRIDGE: '1',
    });
    const session = await openWebDriverSession(`http://127.0.0.1:${port}`, {
      'webkitgtk:browserOptions': { binary: programs.browser, args: ['--automation'] },
    });
    await session.post('/window/rect', PAGE_SIZE);
    await session.post('/timeouts', { script: 180_000, pageLoad: 180_000 });

    return {
      name: `WebKitGTK ${session.browserVersion}`,
      open: async (url) => void (await session.post('/url', { url })),
      async evaluate(inPage, ...args) {
        const script = `(${pageScript(inPage, args)})().then(arguments[0])`;
        return readPageAnswer(String(await session.post('/execute/async', { script, args: [] })));
      },
      clickAt: async (point) =>
        void (await session.post('/actions', { actions: clickActions(point) })),
      press: async (key) => void (await session.post('/actions', { actions: keyActions(key) })),
      async close() {
        await session.end();
        await stop();
      },
    };
  } catch (error) {
    const said = started.map((group) => group.output()).join('\n');
    await stop();
    throw new Error(`WebKitGTK did not start. It said:\n${said}`, { cause: error });
  }
}
