import { expect, test } from 'vitest';
import { readPosition, writePosition } from './position-memory';

function storageWith(text: string | null = null) {
  let kept = text;
  return {
    getItem: () => kept,
    setItem(_: string, value: string) {
      kept = value;
    },
  };
}

test('the place in a call comes back, and the start of the call forgets it', () => {
  const storage = storageWith();
  writePosition(storage, '1.1', 192.7);
  writePosition(storage, '1.2', 20);
  expect(readPosition(storage, '1.1')).toBe(192);
  writePosition(storage, '1.1', null);
  expect(readPosition(storage, '1.1')).toBeNull();
  expect(readPosition(storage, '1.2')).toBe(20);
});

test('of more than 200 calls the oldest is forgotten', () => {
  const storage = storageWith();
  for (let call = 0; call <= 200; call++) writePosition(storage, `1.${call}`, call + 10);
  expect(readPosition(storage, '1.0')).toBeNull();
  expect(readPosition(storage, '1.1')).toBe(11);
});

test.each([null, 'not json', '{}', '[{"uniqueId":"1.1","seconds":"9"}]'])(
  'what makes no sense (%s) is no place',
  (text) => {
    expect(readPosition(storageWith(text), '1.1')).toBeNull();
  },
);
