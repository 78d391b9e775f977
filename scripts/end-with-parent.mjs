// @ts-check
import { isMainThread } from 'node:worker_threads';

// Loaded before a program that `startServerProcess` starts: ends it when its standard input closes,
// which happens however its parent ends, a kill that nobody can catch included.
if (isMainThread) {
  process.stdin.once('close', () => process.kill(process.pid, 'SIGTERM'));
  process.stdin.resume();
}
