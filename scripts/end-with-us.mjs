// @ts-check

/**
 * Ends a child when this process exits, however it comes to that: an error, `process.exit`, or a
 * signal with a handler that exits. Otherwise it would go on alone.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
export function endWithUs(child) {
  const end = () => child.kill('SIGTERM');
  process.once('exit', end);
  child.once('close', () => process.off('exit', end));
}
