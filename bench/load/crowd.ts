import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/project-root.mjs';
import type { Stage } from '../stage';

/** Slow listeners of one URL, in a process of their own. */
export interface Crowd {
  /** All start at once; resolves when each has heard its first byte. */
  start(): Promise<void>;
  /** All leave at once. */
  leave(): Promise<void>;
}

const LONGEST_START_MS = 300_000;

export function gatherCrowd(stage: Stage, url: string, cookie: string, listeners: number): Crowd {
  const script = join(projectRoot, 'bench', 'load', 'slow-listeners.mjs');
  const child = fork(script, [url, String(listeners), cookie]);
  const ended = once(child, 'close');
  stage.onEnd(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const send = async (order: string, answer: string) => {
    const signal = AbortSignal.timeout(LONGEST_START_MS);
    const answered = once(child, 'message', { signal });
    child.send(order);
    const [reply]: unknown[] = await answered;
    if (reply !== answer) throw new Error(`Of ${listeners} listeners of ${url}: ${reply}`);
  };
  return {
    start: () => send('start', 'heard'),
    async leave() {
      await send('leave', 'left');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
