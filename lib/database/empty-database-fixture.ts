import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openTestDatabase } from './database-fixture';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const { version }: { version: string } = JSON.parse(
  readFileSync(fromRoot('node_modules/@electric-sql/pglite/package.json'), 'utf8'),
);
const TEMPLATE = fromRoot(`.cache/empty-database-${version}`);

/**
 * Puts an embedded database into a folder as it is when it has just been made, where there is none: to make one takes
 * seconds, to copy one a tenth of that. The first caller makes what the others copy.
 */
export async function copyEmptyDatabase(dataDir: string): Promise<void> {
  const folder = join(dataDir, 'database');
  if (existsSync(folder)) return;
  if (!existsSync(TEMPLATE)) {
    const draft = `${TEMPLATE}-${process.pid}`;
    mkdirSync(draft, { recursive: true });
    const made = await openTestDatabase(draft);
    await made.close();
    try {
      renameSync(join(draft, 'database'), TEMPLATE);
    } catch {
      // Another test made it at the same time.
    }
    rmSync(draft, { recursive: true, force: true });
  }
  cpSync(TEMPLATE, folder, { recursive: true });
}
