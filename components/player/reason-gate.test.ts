import { expect, test } from 'vitest';
import { createReasonGate } from './reason-gate';

test('where no reasons are asked for everything passes at once', () => {
  const done: string[] = [];
  const gate = createReasonGate(false);
  gate.pass(() => done.push('play'));
  gate.load(false);
  expect(done).toEqual(['play']);
  expect(gate.getState()).toEqual({ gate: 'open', isAsking: false });
});

test('what is wanted waits for the server, and then for a reason; then it is done, once', () => {
  const done: string[] = [];
  const gate = createReasonGate(true);
  gate.pass(() => done.push('seek'));
  gate.pass(() => done.push('play'));
  expect(gate.getState()).toEqual({ gate: 'unknown', isAsking: false });
  gate.load(true);
  expect(gate.getState()).toEqual({ gate: 'closed', isAsking: true });
  expect(done).toEqual([]);
  gate.open();
  expect(done).toEqual(['seek', 'play']);
  gate.pass(() => done.push('pause'));
  expect(done).toEqual(['seek', 'play', 'pause']);
  expect(gate.getState().isAsking).toBe(false);
});

test('a reason of today is enough, and nobody is asked before he wants something', () => {
  const done: string[] = [];
  const given = createReasonGate(true);
  given.pass(() => done.push('play'));
  given.load(false);
  expect(done).toEqual(['play']);
  const quiet = createReasonGate(true);
  quiet.load(true);
  expect(quiet.getState().isAsking).toBe(false);
});

test('whoever says nothing hears nothing, and is asked again; one that has run out closes the gate', () => {
  const done: string[] = [];
  const gate = createReasonGate(true);
  gate.load(true);
  gate.pass(() => done.push('play'));
  gate.giveUp();
  gate.open();
  expect(done).toEqual([]);
  gate.load(true);
  gate.pass(() => done.push('play again'));
  expect(gate.getState().isAsking).toBe(true);
});
