// @ts-check
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildWhenStale } from './build-when-stale.mjs';
import { projectRoot } from './project-root.mjs';
import { startLegato } from './start-legato.mjs';
import { startPbx } from './start-pbx.mjs';

// Builds and starts Legato on the Node that runs this script, and asks it a few things.

rmSync(join(projectRoot, '.next', 'BUILD_ID'), { force: true });
await buildWhenStale({ say: console.log });

const pbx = await startPbx();
const legato = await startLegato({
  NOOJEE_URL: pbx.url,
  NOOJEE_API_KEY: pbx.apiKey,
  DEMO_PEOPLE: 'true',
});
let cookie = '';
try {
  await expectStatus('/api/health?ready', 200);
  await expectStatus('/sign-in', 200);
  await expectStatus('/api/calls?tag=INV-20418', 401);
  await signIn();
  await expectStatus('/', 200);
  await expectStatus('/api/calls?tag=INV-20418', 200);
  await expectStatus('/no-such-page', 404);
} catch (error) {
  console.error(legato.output());
  throw error;
} finally {
  await legato.stop();
  await pbx.stop();
}
console.log(`Built, started and answering on Node ${process.version}.`);

/**
 * @param {string} path
 * @param {number} status
 */
async function expectStatus(path, status) {
  const response = await fetch(legato.url + path, {
    headers: { cookie },
    signal: AbortSignal.timeout(180_000),
  });
  const body = await response.text();
  if (response.status !== status) {
    throw new Error(
      `${path} answered ${response.status} instead of ${status}: ${body.slice(0, 500)}`,
    );
  }
}

async function signIn() {
  const response = await fetch(`${legato.url}/api/sign-in/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'meg' }),
    signal: AbortSignal.timeout(180_000),
  });
  if (!response.ok) throw new Error(`Nobody was signed in: ${await response.text()}`);
  cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ');
}
