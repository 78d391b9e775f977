import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';

/** Unpacks the ZIP of a call into a folder. Gives the address of the page that plays it from there. */
export async function unpackCall(zip: Uint8Array, folder: string): Promise<string> {
  const files = Object.entries(unzipSync(zip));
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  const index = files.map(([path]) => path).find((path) => path.endsWith('/index.html'));
  if (index === undefined) throw new Error('The ZIP holds no page.');
  return pathToFileURL(join(folder, index)).href;
}
