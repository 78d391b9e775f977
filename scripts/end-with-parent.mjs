// @ts-check
import { isMainThread } from 'node:worker_threads';

// Loaded before a program that `startServerProcess` starts: ends it when its standard input closes,
// which happens whenever its parent ends, even by SIGKILL.
if (isMainThread) {
  process.stdin.once('close', () => process.kill(process.pid, 'SIGTERM'));
  process.stdin.resume();
}
