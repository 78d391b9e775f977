// @ts-check

/**
 * Ends a child when this process exits, however it comes to that: an error, `process.exit`, or a
 * signal with a handler that exits. Otherwise it would go on alone.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
export function endWithUs(child) {
  // Playwright clears up after an interrupt, and after nothing else.
  const end = () => child.kill('SIGINT');
  process.once('exit', end);
  child.once('close', () => process.off('exit', end));
}
