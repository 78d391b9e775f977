// @ts-check
import { rmSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

// Loaded before a program that `startServerProcess` starts: ends it when its standard input closes,
// which happens whenever its parent ends, even by SIGKILL, and removes the folder that was made for it.
if (isMainThread) {
  process.stdin.once('close', () => {
    const folder = process.env.LEGATO_FOLDER_TO_REMOVE;
    if (folder) process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    process.kill(process.pid, 'SIGTERM');
  });
  process.stdin.resume();
}
