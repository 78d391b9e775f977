/** Who is signed in, as the shell writes it down: what one person left here is not for the next. */
const personOf = (): string =>
  globalThis.document?.querySelector<HTMLElement>('[data-person]')?.dataset.person ?? '';

const MARK = '@';
const named = (key: string): string => {
  const person = personOf();
  return person === '' ? key : `${key}${MARK}${person}`;
};

/** What this browser keeps for the person who is signed in. Throws as `localStorage` does, where it is closed. */
export const ownStorage: Pick<Storage, 'getItem' | 'setItem'> = {
  getItem: (key) => localStorage.getItem(named(key)),
  setItem: (key, value) => localStorage.setItem(named(key), value),
};

/** Removes all that was kept for whoever is signed in, and what was kept before anybody could be. */
export function clearOwnStorage(): void {
  try {
    const person = personOf();
    const keys = Object.keys(localStorage).filter(
      (key) =>
        key.startsWith('legato.') &&
        (person === '' || key.endsWith(`${MARK}${person}`) || !key.includes(MARK)),
    );
    for (const key of keys) localStorage.removeItem(key);
    sessionStorage.clear();
  } catch {
    // Storage is closed to this page: then nothing was kept either.
  }
}
