import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a part has put up and what must be taken down again, whatever happens. */
export interface Stage {
  /** Runs when the part has ended, failed or been interrupted; the last one added goes first. */
  onEnd(task: () => Promise<void> | void): void;
  /** A folder that goes with the stage. */
  makeFolder(): Promise<string>;
  /** Takes everything down. A second call waits for the first. */
  end(): Promise<void>;
}

export function createStage(): Stage {
  const tasks: (() => Promise<void> | void)[] = [];
  let ending: Promise<void> | null = null;

  async function takeDown(): Promise<void> {
    for (let task = tasks.pop(); task; task = tasks.pop()) {
      // One that cannot be stopped must not keep the others running.
      await Promise.resolve(task()).catch((error: unknown) => console.error(error));
    }
  }

  return {
    onEnd(task) {
      tasks.push(task);
    },
    async makeFolder() {
      const folder = await mkdtemp(join(tmpdir(), 'legato-bench-'));
      tasks.push(() => rm(folder, { recursive: true, force: true }));
      return folder;
    },
    end() {
      ending ??= takeDown();
      return ending;
    },
  };
}
