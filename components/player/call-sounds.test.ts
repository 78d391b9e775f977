import { expect, test } from 'vitest';
import { followPlaying } from './call-sounds';

type Player = Parameters<typeof followPlaying>[0];
type State = ReturnType<Player['getState']>;

/** A player whose state the test sets, and the legs that were named as sounding. */
function followedPlayer() {
  const listeners = new Set<() => void>();
  let state: State = { isPlaying: false, isWaiting: false, leg: 1, alongside: [] };
  const named: (readonly number[])[] = [];
  const end = followPlaying(
    {
      getState: () => state,
      subscribe(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    { hear: (legs) => void named.push(legs) },
  );
  return {
    named,
    end,
    set(patch: Partial<State>) {
      state = { ...state, ...patch };
      for (const listener of listeners) listener();
    },
  };
}

test('legs are named when they begin to sound, once', () => {
  const { named, set } = followedPlayer();
  set({ isPlaying: true, isWaiting: true });
  expect(named).toEqual([]);
  set({ isWaiting: false });
  set({});
  expect(named).toEqual([[1]]);
  set({ alongside: [2] });
  set({ leg: 3, alongside: [] });
  expect(named).toEqual([[1], [1, 2], [3]]);
});

test('a leg that is played again is named again', () => {
  const { named, set, end } = followedPlayer();
  set({ isPlaying: true });
  set({ isPlaying: false });
  set({ isPlaying: true });
  expect(named).toEqual([[1], [1]]);
  end();
  set({ leg: 2 });
  expect(named).toHaveLength(2);
});
