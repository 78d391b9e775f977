// @ts-check

/**
 * Ends a child when this process exits: after an error, by `process.exit`, or by a signal whose handler
 * exits. Otherwise the child would run on alone.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
export function endWithUs(child) {
  // Playwright cleans up after SIGINT only.
  const end = () => child.kill('SIGINT');
  process.once('exit', end);
  child.once('close', () => process.off('exit', end));
}
