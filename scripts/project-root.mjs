// @ts-check
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository, wherever a script was called from. */
export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));
