import 'server-only';
import { randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

const KEY_BYTES = 32;
/** 32 bytes as `openssl rand -base64 32` prints them. */
const KEY_TEXT = /^[A-Za-z0-9+/]{43}=$/;
const FILE_NAME = 'data.key';

/** The key that a text holds: 32 bytes in base64, white space around it left out. Null for another text. */
export function parseDataKey(text: string): Buffer | null {
  const trimmed = text.trim();
  return KEY_TEXT.test(trimmed) ? Buffer.from(trimmed, 'base64') : null;
}

/**
 * The key of what is stored in a folder, so that it can be read after a restart. It is made at the first
 * start, in a file that only its owner reads. It comes into the folder whole, by a link that fails where
 * there is one: of two starts at once the second takes the key of the first.
 *
 * @throws Error of the file system, or where the file holds no key.
 */
export function loadDataKey(folder: string): Buffer {
  const path = join(folder, FILE_NAME);
  const key = parseDataKey(readOrMake(path));
  if (!key) throw new Error(`${path} holds no key: delete it, and another is made`);
  return key;
}

function readOrMake(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  const draft = `${path}.${randomUUID()}`;
  // The bundler would take the whole project for files that this may open.
  const file = openSync(/* turbopackIgnore: true */ draft, 'wx', 0o600);
  try {
    writeSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`);
    // The name must not survive a loss of power that its bytes did not.
    fsyncSync(file);
    linkSync(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    closeSync(file);
    unlinkSync(draft);
  }
  return readFileSync(path, 'utf8');
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
