import { expect, test } from 'vitest';
import { measureInterleaved, pairedRatio } from './rounds';

const scripted = (name: string, values: number[], asked: string[]) => {
  const left = [...values];
  return {
    name,
    measure: async () => {
      asked.push(name);
      return left.shift() ?? Number.NaN;
    },
  };
};

test('contestants take turns, and another one begins each round', async () => {
  const asked: string[] = [];
  const rounds = await measureInterleaved({
    contestants: [scripted('a', [10, 20], asked), scripted('b', [100, 100], asked)],
    rounds: 2,
    reference: 'b',
    rateOf: (rate) => rate,
    say: () => {},
  });
  expect(asked).toEqual(['a', 'b', 'b', 'a']);
  expect(rounds.isVoid).toBe(false);
  expect(pairedRatio(rounds, 'a', 'b', (rate) => rate)).toBeCloseTo(0.15);
});

test('a disturbed reference is measured again, and the calm try counts', async () => {
  const said: string[] = [];
  const rounds = await measureInterleaved({
    contestants: [scripted('reference', [100, 200, 100, 101], [])],
    rounds: 2,
    reference: 'reference',
    rateOf: (rate) => rate,
    say: (sentence) => said.push(sentence),
  });
  expect(said).toEqual(['Void: reference spread 67 % (try 1 of 3).']);
  expect(rounds.results.get('reference')).toEqual([100, 101]);
  expect(rounds.isVoid).toBe(false);
});

test('three disturbed tries are void', async () => {
  const rounds = await measureInterleaved({
    contestants: [scripted('reference', [1, 9, 1, 9, 1, 9], [])],
    rounds: 2,
    reference: 'reference',
    rateOf: (rate) => rate,
    say: () => {},
  });
  expect(rounds.isVoid).toBe(true);
});

test('a part may judge the spread by another rule, and try less often', async () => {
  const asked: string[] = [];
  const rounds = await measureInterleaved({
    contestants: [scripted('reference', [1, 9, 1, 9], asked)],
    rounds: 2,
    reference: 'reference',
    rateOf: (rate) => rate,
    spreadOf: (rates) => (rates.includes(9) ? 0.26 : 0),
    tries: 1,
    say: () => {},
  });
  expect(asked).toHaveLength(2);
  expect(rounds).toMatchObject({ isVoid: true, referenceSpread: 0.26 });
});
