// @ts-check
import { rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { missingEngines } from './find-engines.mjs';
import { installDependencies } from './install-dependencies.mjs';
import { installPrograms } from './install-programs.mjs';
import { installNewestNode, NEWEST_LONG_TERM_MAJOR } from './newest-node.mjs';
import { projectRoot } from './project-root.mjs';
import { runCommand } from './run-command.mjs';
import { takeRunFolder } from './run-folder.mjs';
import {
  countCheck,
  countPlaywright,
  countVitest,
  failedFiles,
  whatFailed,
} from './test-counts.mjs';

// `npm test`: everything that must hold, on a fresh clone as well. The last line counts it.

/** @typedef {import('./test-counts.mjs').Counts} Counts */
/** @typedef {Counts & { failures?: string[] }} Outcome */
/** @typedef {{ title: string, seconds: number, counts: Outcome }} Finished */

const NEXT = 'node_modules/next/dist/bin/next';
const TSC = 'node_modules/typescript/bin/tsc';
const BIOME = 'node_modules/@biomejs/biome/bin/biome';
const VITEST = 'node_modules/vitest/vitest.mjs';
const PLAYWRIGHT = 'node_modules/@playwright/test/cli.js';
const REPORTS = '.cache/reports';

/** @type {Finished[]} */
const finished = [];
const say = (/** @type {string} */ sentence) => console.log(sentence);

/**
 * @param {string} title
 * @param {() => Promise<Outcome>} run
 */
async function step(title, run) {
  console.log(`\n=== ${title}`);
  const startedAt = Date.now();
  /** @type {Outcome} */
  let counts;
  try {
    counts = await run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    counts = { ...countCheck(1), failures: [String(error)] };
  }
  finished.push({ title, seconds: (Date.now() - startedAt) / 1000, counts });
  return counts.failed === 0;
}

/** @param {string[]} args */
const node = (...args) => runCommand([process.execPath, ...args]);

/**
 * All unit and integration tests at once, and the files in which one failed again by themselves, as with stories.
 *
 * @param {string} program
 * @param {string} name
 */
async function runVitest(program, name) {
  const together = await runVitestOnce(program, `${name}.json`);
  const { files, passed } = failedFiles(join(projectRoot, REPORTS, `${name}.json`));
  if (together.failed === 0 || files.length === 0) return together;
  say(`\n${together.failed} failed beside others; their ${files.length} files run again alone:`);
  const alone = await runVitestOnce(program, `${name}-alone.json`, '--maxWorkers=1', ...files);
  return {
    passed: together.passed - passed + alone.passed,
    failed: alone.failed,
    skipped: together.skipped,
    failures: alone.failures,
  };
}

/**
 * @param {string} program
 * @param {string} report
 * @param {...string} options
 */
async function runVitestOnce(program, report, ...options) {
  const path = join(projectRoot, REPORTS, report);
  rmSync(path, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
  const counts = countVitest(
    path,
    await runCommand([program, VITEST, 'run', ...reporters, ...options]),
  );
  return { ...counts, failures: whatFailed(path) };
}

/**
 * @param {string} config
 * @param {string} report
 * @param {...string} options
 */
async function runPlaywright(config, report, ...options) {
  const path = join(projectRoot, REPORTS, report);
  rmSync(path, { force: true });
  const counts = countPlaywright(
    path,
    await node(PLAYWRIGHT, 'test', '--config', config, ...options),
  );
  return { ...counts, failures: whatFailed(path) };
}

/**
 * Several browsers at once, and what failed beside others again by itself: sound and pages keep their time only where
 * there is time for them. What fails twice has failed.
 *
 * @param {string} config
 * @param {string} report
 */
async function runStories(config, report) {
  const together = await runPlaywright(config, report);
  if (together.failed === 0) return together;
  say(`\n${together.failed} failed beside others, and run again alone:`);
  const alone = await runPlaywright(config, report, '--last-failed', '--workers=1');
  return {
    ...together,
    passed: together.passed + alone.passed,
    failed: alone.failed,
    failures: alone.failures,
  };
}

async function runInEveryEngine() {
  await step('Calls heard in Chromium, Firefox and WebKitGTK', async () => {
    return runStories('playwright.engines.config.ts', 'engines.json');
  });
  // In CI their stories have failed above.
  if (process.env.CI) return;
  for (const engine of missingEngines()) {
    say(`\n!!! NOT RUN in ${engine}: it is not installed. CONTRIBUTING.md says how.`);
  }
}

async function runOnNewestNode() {
  const title = `the newest long-term Node, ${NEWEST_LONG_TERM_MAJOR}`;
  if (process.versions.node.startsWith(`${NEWEST_LONG_TERM_MAJOR}.`)) {
    return say(`\nThis was ${title}, already.`);
  }
  const program = await installNewestNode();
  if (program) {
    await step(`Unit and integration tests on ${title}`, () => runVitest(program, 'newest'));
    await step(`Build and start on ${title}`, async () =>
      countCheck(await runCommand([program, 'scripts/smoke.mjs'])),
    );
  } else if (process.env.CI) {
    await step(`Tests on ${title}`, async () => {
      throw new Error('It could not be installed from the npm registry.');
    });
  } else {
    say(`\n!!! NOT RUN on ${title}: it could not be installed from the npm registry.`);
  }
}

/** A log may be cut to its end: what failed is named once more where it is counted. */
const MOST_FAILURES_NAMED = 10;

function summary() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  console.log('\n=== Summary');
  for (const { title, seconds, counts } of finished) {
    const { passed, failed, skipped } = counts;
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    const extra = skipped > 0 ? `, ${skipped} skipped` : '';
    console.log(
      `${failed ? 'FAILED' : 'ok    '} ${title}: ${passed} passed, ${failed} failed${extra} (${seconds.toFixed(1)} s)`,
    );
    for (const failure of (counts.failures ?? []).slice(0, MOST_FAILURES_NAMED)) {
      console.log(`       ${failure}`);
    }
  }
  if (total.skipped > 0) console.log(`${total.skipped} skipped, not counted below.`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

process.chdir(projectRoot);
process.env.HOME ??= homedir();
process.env.NEXT_TELEMETRY_DISABLED = '1';
if (!process.stdout.isTTY) process.env.NO_COLOR = '1';
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
// npm may be killed without us: notice that it is gone.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && process.exit(1), 500).unref();
takeRunFolder();
// Debian keeps nginx in a folder that is not on everybody's path.
process.env.PATH = `${process.env.PATH ?? ''}:/usr/sbin`;

let isInstalled = true;
try {
  await installDependencies({ say });
  await installPrograms({ say });
} catch (error) {
  isInstalled = await step('Install', () => Promise.reject(error));
}
if (isInstalled) {
  await step('Types', async () =>
    countCheck((await node(NEXT, 'typegen')) || (await node(TSC, '--noEmit'))),
  );
  await step('Lint, with the import rules', async () =>
    countCheck(await node(BIOME, 'lint', '--error-on-warnings')),
  );
  await step('Format', async () =>
    countCheck(await node(BIOME, 'check', '--linter-enabled=false', '--error-on-warnings')),
  );
  await step('Unit and integration tests', () => runVitest(process.execPath, 'unit'));
  const isBuilt = await step('Build', async () => countCheck(await node(NEXT, 'build')));
  if (isBuilt) {
    await step('End-to-end tests', () => runStories('playwright.config.ts', 'e2e.json'));
    await runInEveryEngine();
  }
  await runOnNewestNode();
}
process.exitCode = summary();
