import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program with all that it starts, ended together. */
export interface ProgramGroup {
  child: ChildProcess;
  /** The last of what it printed, for errors. */
  output(): string;
  /** What `pattern` captures first in its output. Throws when it ends or stays silent instead. */
  prints(pattern: RegExp): Promise<string>;
  stop(): Promise<void>;
}

const START_MS = 180_000;
const KEPT_CHARACTERS = 8_000;

/** Starts a program as the leader of a process group, because browsers are many processes. */
export function startProgramGroup(
  command: string,
  args: readonly string[],
  env: Record<string, string>,
): ProgramGroup {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  let printed = '';
  const heard = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr, child.stdio[3]]) {
    stream?.on('data', (chunk: Buffer) => {
      printed = (printed + chunk).slice(-KEPT_CHARACTERS);
      for (const listener of heard) listener();
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      printed += error.message;
      resolve();
    });
    child.once('close', () => resolve());
  });

  function killAll(): void {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // All of them have ended already.
    }
  }
  process.once('exit', killAll);

  return {
    child,
    output: () => printed,
    async prints(pattern) {
      const deadline = AbortSignal.timeout(START_MS);
      const failed = Promise.race([ended, once(deadline, 'abort')]).then(() => {
        throw new Error(`${command} did not print ${pattern}. It said:\n${printed}`);
      });
      const found = new Promise<string>((resolve) => {
        const look = () => {
          const match = pattern.exec(printed);
          if (match) resolve(match[1] ?? '');
        };
        heard.add(look);
        look();
      });
      return await Promise.race([found, failed]);
    },
    async stop() {
      killAll();
      process.off('exit', killAll);
      await ended;
    },
  };
}
