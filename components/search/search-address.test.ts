import { expect, test } from 'vitest';
import { readSearchAddress } from './search-address';

const read = (query: string) => readSearchAddress(new URLSearchParams(query));

test('asks for nothing without a parameter of ours', () => {
  expect(read('')).toEqual({ asks: 'nothing' });
  expect(read('utm_source=crm')).toEqual({ asks: 'nothing' });
});

test('asks for the calls of a tag or a unique id, whatever it looks like', () => {
  expect(read('tag=a%26b%3Dc%2F%C3%BC%231')).toEqual({
    asks: 'calls',
    query: { tag: 'a&b=c/ü#1' },
  });
  expect(read('tag=1795477327.4391')).toEqual({
    asks: 'calls',
    query: { tag: '1795477327.4391' },
  });
  expect(read('tag=%20INV-1%0A')).toEqual({ asks: 'calls', query: { tag: 'INV-1' } });
  expect(read('uniqueId=INV-1&utm=x')).toEqual({ asks: 'calls', query: { uniqueId: 'INV-1' } });
});

test.each([
  ['tag=INV-1&uniqueId=1.2', 'both', 'tag', 'INV-1'],
  ['tag=&uniqueId=1.2', 'both', 'tag', '1.2'],
  ['tag=', 'empty', 'tag', ''],
  ['uniqueId=%20', 'empty', 'uniqueId', ''],
  ['tag=INV-1&tag=INV-2', 'repeated', 'tag', 'INV-1'],
  [`uniqueId=${'9'.repeat(101)}`, 'too-long', 'uniqueId', '9'.repeat(101)],
])('finds %s unclear and keeps the text', (query, fault, reading, text) => {
  expect(read(query)).toEqual({ asks: 'unclear', fault, reading, text });
});
