import { expect, test } from 'vitest';
import { readableLog } from './readable-log.mjs';

function printed(...chunks: string[]): string[] {
  const lines: string[] = [];
  const write = readableLog('Legato', (line) => lines.push(line));
  for (const chunk of chunks) write(chunk);
  return lines;
}

test('a log line becomes its level and message', () => {
  const line = JSON.stringify({
    level: 'error',
    msg: 'Not answered',
    code: 'pbx-busy',
    err: { message: 'Try again' },
  });
  expect(printed(`${line}\n`)).toEqual(['Legato: error: Not answered: Try again (pbx-busy)']);
});

test('a line that arrives in pieces is printed once it is whole', () => {
  expect(printed('one ', 'line\nand ha')).toEqual(['Legato: one line']);
});

test('what is no log line is printed as it is', () => {
  expect(printed('plain words\n\n{"broken\n')).toEqual(['Legato: plain words', 'Legato: {"broken']);
});
