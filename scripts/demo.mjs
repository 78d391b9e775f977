// @ts-check
import { homedir } from 'node:os';
import { buildWhenStale } from './build-when-stale.mjs';
import { freePort } from './free-port.mjs';
import { installDependencies } from './install-dependencies.mjs';
import { projectRoot } from './project-root.mjs';
import { readableLog } from './readable-log.mjs';
import { startLegato } from './start-legato.mjs';
import { startPbx } from './start-pbx.mjs';

// `npm run demo`: a simulated PBX and Legato in front of it, until Ctrl-C.

const say = (/** @type {string} */ sentence) => console.log(sentence);

/** @type {{ stop: () => Promise<void> }[]} */
const running = [];
let isStopping = false;

/** @param {number} exitCode */
async function stopAll(exitCode) {
  // npm passes on the Ctrl-C that the terminal has given to everybody already.
  if (isStopping) return;
  isStopping = true;
  await Promise.all(running.map((server) => server.stop()));
  process.exit(exitCode);
}

/**
 * @param {string} what
 * @param {number} preferred
 */
async function takePort(what, preferred) {
  const port = await freePort(preferred);
  if (port !== preferred) say(`Port ${preferred} is in use: ${what} takes ${port}.`);
  return port;
}

/**
 * @param {string} name
 * @param {import('./server-process.mjs').ServerProcess} server
 */
function watch(name, server) {
  running.push(server);
  void server.ended.then((code) => {
    if (isStopping) return;
    console.error(`${name} ended by itself, with exit code ${code}. The last of what it said:`);
    console.error(server.output().trimEnd());
    void stopAll(1);
  });
}

async function start() {
  await installDependencies({ say });
  await buildWhenStale({ say });
  const pbx = await startPbx({
    port: await takePort('the simulated PBX', Number(process.env.PBX_PORT || 4010)),
    onOutput: readableLog('PBX', console.error),
  });
  watch('The simulated PBX', pbx);
  const port = await takePort('Legato', Number(process.env.PORT || 3000));
  const legato = await startLegato(
    {
      NOOJEE_URL: pbx.url,
      NOOJEE_API_KEY: pbx.apiKey,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      // Legato refuses it anywhere but on loopback.
      DEMO_PEOPLE: 'true',
    },
    { onOutput: readableLog('Legato', console.error) },
  );
  watch('Legato', legato);
  say(`The simulated PBX runs as process ${pbx.pid}, Legato as ${legato.pid}.`);
  invite(legato.url, pbx.output());
}

/**
 * @param {string} url
 * @param {string} pbxOutput  lists the examples: tag, unique id, what it is
 */
function invite(url, pbxOutput) {
  const uniqueId = /^\s*INV-20418\s+(\S+)/m.exec(pbxOutput)?.[1];
  const call = uniqueId ? `/calls/${uniqueId}?leg=2&t=12` : '/?tag=FIVE-LEGS';
  say(`
Legato runs at ${url} with a simulated PBX: invented calls, real sound.
It asks who you are: take one of three invented people by a click.

Three things to try:
  1. Find the calls of a case by its reference:   ${url}/?tag=INV-20418
  2. Hear a call from a moment that you were sent: ${url}${call}
  3. See what a PBX in trouble looks like:        ${url}/?tag=FAULT-503-ALWAYS

docs/simulator.md lists all examples and faults. Ctrl-C stops everything.`);
}

process.chdir(projectRoot);
process.env.HOME ??= homedir();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => void stopAll(0));
}
// npm passes a SIGTERM on to a shell that does not pass it on to us: notice that it is gone.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && void stopAll(0), 500).unref();
try {
  await start();
} catch (error) {
  if (!isStopping) {
    console.error(error instanceof Error ? error.message : error);
    await stopAll(1);
  }
}
