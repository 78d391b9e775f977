/** What stands before the first sound of a call, where people have to say why they listen. */
export type ReasonGate = ReturnType<typeof createReasonGate>;

export interface ReasonGateState {
  /** `unknown` until the server has said whether a reason was given today. */
  gate: 'open' | 'unknown' | 'closed';
  /** Somebody wants to hear or save something, and is asked. */
  isAsking: boolean;
}

/** Whoever drags along the strip wants many places, and the last of them most. */
const MOST_KEPT = 8;

/**
 * Lets what sounds or is saved pass at once where it may, and keeps it where a reason is missing, until one is given.
 *
 * @param isRequired Whether this Legato asks for reasons at all.
 */
export function createReasonGate(isRequired: boolean) {
  const listeners = new Set<() => void>();
  let state: ReasonGateState = { gate: isRequired ? 'unknown' : 'open', isAsking: false };
  let kept: (() => void)[] = [];

  function set(next: Partial<ReasonGateState>): void {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  }

  function open(): void {
    const acts = kept;
    kept = [];
    set({ gate: 'open', isAsking: false });
    for (const act of acts) act();
  }

  return {
    getState: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    isOpen: () => state.gate === 'open',
    /** Does it now, or as soon as that may be. */
    pass(act: () => void): void {
      if (state.gate === 'open') {
        act();
        return;
      }
      kept = [...kept.slice(1 - MOST_KEPT), act];
      if (state.gate === 'closed') set({ isAsking: true });
    },
    /** What the server says: whether a reason is missing. */
    load(needsReason: boolean): void {
      if (!needsReason) {
        if (state.gate !== 'open') open();
      } else if (state.gate !== 'closed') {
        set({ gate: 'closed', isAsking: kept.length > 0 });
      }
    },
    /** A reason was given and is kept. */
    open,
    /** Nobody says why: what was wanted is not done. */
    giveUp(): void {
      kept = [];
      set({ isAsking: false });
    },
  };
}
