import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether a program is on the `PATH`, or where Debian keeps servers. */
export function hasProgram(name: string): boolean {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  return folders.some((folder) => folder && existsSync(join(folder, name)));
}
