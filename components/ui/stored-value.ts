import { ownStorage } from './own-storage';

/** What this browser keeps under one key for the person who is signed in, for React to follow. */
export interface StoredValue<Value> {
  /** Also hears what another tab writes. Returns what takes the listener away. */
  subscribe(listener: () => void): () => void;
  /** The same object for as long as the same text is kept. */
  read(): Value;
  /** Tells whoever listens; false where storage is closed or full, and nothing was kept. */
  write(value: unknown): boolean;
}

/**
 * @param none What is read where nothing is kept, where storage is closed, and where the text is broken.
 * @param parse Reads what was kept, as JSON has it: it may be from another version, or edited.
 */
export function createStoredValue<Value>(
  key: string,
  none: Value,
  parse: (stored: unknown) => Value,
): StoredValue<Value> {
  const listeners = new Set<() => void>();
  let cached: { text: string | null; value: Value } = { text: null, value: none };

  function parseText(text: string | null): Value {
    try {
      return text === null ? none : parse(JSON.parse(text));
    } catch {
      return none;
    }
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      window.addEventListener('storage', listener);
      return () => {
        listeners.delete(listener);
        window.removeEventListener('storage', listener);
      };
    },
    read() {
      const text = readText(key);
      if (text !== cached.text) cached = { text, value: parseText(text) };
      return cached.value;
    },
    write(value) {
      const isKept = writeText(key, JSON.stringify(value));
      for (const listener of listeners) listener();
      return isKept;
    },
  };
}

function readText(key: string): string | null {
  try {
    return ownStorage.getItem(key);
  } catch {
    return null;
  }
}

function writeText(key: string, text: string): boolean {
  try {
    ownStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}
