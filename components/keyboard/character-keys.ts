const KEY = 'legato.character-keys';
const listeners = new Set<() => void>();

/** Whether single-letter keys are on in this browser. On, unless somebody switched them off. */
export const characterKeys = {
  areOn(): boolean {
    try {
      return localStorage.getItem(KEY) !== 'off';
    } catch {
      return true;
    }
  },
  set(areOn: boolean): void {
    try {
      localStorage.setItem(KEY, areOn ? 'on' : 'off');
    } catch {
      // Storage may be closed to this page; then the keys stay as they are.
    }
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};
