import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { buildWhenStale } from '../scripts/build-when-stale.mjs';
import { projectRoot } from '../scripts/project-root.mjs';
import { isMet, type Part, type PartResult } from './part';
import { browser } from './parts/browser';
import { cold } from './parts/cold';
import { feel } from './parts/feel';
import { javascript } from './parts/javascript';
import { legBreak } from './parts/leg-break';
import { peaks } from './parts/peaks';
import { ranges } from './parts/ranges';
import { slow } from './parts/slow';
import { soak } from './parts/soak';
import { stripFrames } from './parts/strip-frames';
import { toMarkdown } from './report';
import { createStage, type Stage } from './stage';

const PARTS: readonly Part[] = [
  ranges,
  cold,
  slow,
  javascript,
  browser,
  feel,
  peaks,
  stripFrames,
  legBreak,
  soak,
];

const wanted = process.argv.slice(2);
const isQuick = wanted.includes('--quick');
const names = wanted.filter((word) => !word.startsWith('--'));
const chosen = PARTS.filter(({ name }) => names.length === 0 || names.includes(name));
const unknown = wanted.filter(
  (word) => word !== '--quick' && !PARTS.some(({ name }) => name === word),
);
if (unknown.length > 0) {
  const known = PARTS.map(({ name }) => name).join(', ');
  console.error(`Unknown: ${unknown.join(' ')}. The parts are ${known}; --quick measures less.`);
  process.exit(1);
}

const say = (sentence: string) => console.log(`  ${sentence}`);
let stage: Stage | null = null;
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => {
    console.error(`\n${signal}: stopping every process of the benchmark.`);
    void (stage?.end() ?? Promise.resolve()).then(() => process.exit(code));
  });
}

const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB of memory, Node ${process.versions.node}, ${process.platform}`;
console.log(`Legato's benchmark on ${machine}${isQuick ? ', quick' : ''}.`);
await buildWhenStale({ say });

const results: { part: Part; result: PartResult }[] = [];
const failed: string[] = [];
for (const part of chosen) {
  console.log(`\n${part.title}`);
  stage = createStage();
  try {
    const result = await part.run({ isQuick, stage, say });
    results.push({ part, result });
    console.log(`\n${toMarkdown(part.title, result)}`);
  } catch (error) {
    failed.push(part.name);
    console.error(`${part.name} could not run:`, error);
  } finally {
    await stage.end();
    stage = null;
  }
}

const folder = join(projectRoot, '.cache', 'bench');
await mkdir(folder, { recursive: true });
await writeFile(
  join(folder, 'results.json'),
  `${JSON.stringify(
    {
      measuredAt: new Date().toISOString(),
      machine,
      isQuick,
      parts: results.map(({ part: { name, title }, result }) => ({ name, title, ...result })),
    },
    null,
    2,
  )}\n`,
);
const markdown = results.map(({ part, result }) => toMarkdown(part.title, result)).join('\n\n');
await writeFile(join(folder, 'results.md'), `Measured on ${machine}.\n\n${markdown}\n`);

const checks = results.flatMap(({ result }) => result.checks);
console.log('\nSummary');
for (const check of checks) console.log(`  ${isMet(check) ? 'pass' : 'FAIL'}  ${check.what}`);
console.log(`${checks.filter(isMet).length} of ${checks.length} targets met.`);
console.log('Tables for docs/performance.md: .cache/bench/results.md');
if (failed.length > 0) {
  console.error(`Could not run: ${failed.join(', ')}.`);
  process.exitCode = 1;
}
if (results.some(({ part, result }) => part.mustPass && !result.checks.every(isMet))) {
  console.error('A target was missed that does not depend on the machine.');
  process.exitCode = 1;
}
