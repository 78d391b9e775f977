type CallCode = typeof import('@/components/call/call-page');

let loaded: CallCode | null = null;
const listeners = new Set<() => void>();

/** Loads what shows a call, once. Rejects where Legato does not answer; the next time tries again. */
export async function loadCallCode(): Promise<void> {
  const code = await import('@/components/call/call-page');
  if (loaded) return;
  loaded = code;
  for (const listener of listeners) listener();
}

/** What shows a call, or null while it is not here. */
export const callCode = (): CallCode | null => loaded;

export function subscribeCallCode(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
