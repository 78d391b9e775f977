import { expect, test } from 'vitest';
import { CallQuery } from '@/lib/contract/search';
import {
  formatLinkedMoment,
  readingOf,
  readSearch,
  readSearchAddress,
  toCallQuery,
} from './read-search';

test.each([
  ['1795477327.4391', 'uniqueId', '1795477327.4391'],
  ['342082345-238.234', 'uniqueId', '342082345-238.234'],
  ['  1795477327.4391\n', 'uniqueId', '1795477327.4391'],
  ['\u00a0INV-20418\u200b', 'tag', 'INV-20418'],
  ['a&b=c/ü#1', 'tag', 'a&b=c/ü#1'],
  ['INV 20418', 'tag', 'INV 20418'],
  ['20418', 'tag', '20418'],
  ['1.2.3', 'tag', '1.2.3'],
  ['.5', 'tag', '.5'],
])('reads %j as %s', (text, reading, value) => {
  expect(readSearch(text)).toEqual({ reading, value, isLink: false, moment: '' });
});

test.each([
  ['https://legato.example/calls/1795477327.4391?leg=2&t=35', 'uniqueId', '1795477327.4391'],
  ['http://localhost:3000/?tag=INV%2D20418', 'tag', 'INV-20418'],
  ['https://legato.example/?uniqueId=1795477327.4391', 'uniqueId', '1795477327.4391'],
])('takes what the link %s links to', (link, reading, value) => {
  expect(readSearch(link)).toMatchObject({ reading, value, isLink: true });
});

test('reads a link with neither as a tag', () => {
  const link = 'https://crm.example.com.au/invoice/INV-20418?tab=notes';
  expect(readSearch(link)).toEqual({ reading: 'tag', value: link, isLink: false, moment: '' });
});

test('lets a choice override what the text looks like', () => {
  expect(readSearch('1795477327.4391', 'tag').reading).toBe('tag');
  expect(readSearch('INV-20418', 'uniqueId').reading).toBe('uniqueId');
});

test('makes a query of a text, and none of an empty or too long one', () => {
  expect(toCallQuery(readSearch(' INV-20418 '))).toEqual({ tag: 'INV-20418' });
  expect(toCallQuery(readSearch('1.2'))).toEqual({ uniqueId: '1.2' });
  expect(toCallQuery(readSearch('   '))).toBeNull();
  expect(toCallQuery(readSearch('x'.repeat(5_001)))).toBeNull();
});

test.each([
  { reading: 'tag', value: '' },
  { reading: 'tag', value: 'x' },
  { reading: 'tag', value: 'x'.repeat(5_000) },
  { reading: 'tag', value: 'x'.repeat(5_001) },
  { reading: 'uniqueId', value: '' },
  { reading: 'uniqueId', value: '1'.repeat(2_000) },
  { reading: 'uniqueId', value: '1'.repeat(2_001) },
] as const)('agrees with the contract on $reading $value', ({ reading, value }) => {
  const parsed = CallQuery.safeParse({ [reading]: value });
  expect(toCallQuery({ reading, value })).toEqual(parsed.success ? parsed.data : null);
});

test('shows a query as the box would', () => {
  expect(readingOf({ tag: 'A' })).toEqual({ reading: 'tag', value: 'A' });
  expect(readingOf({ uniqueId: '1.2' })).toEqual({ reading: 'uniqueId', value: '1.2' });
});

test.each([
  ['leg=2&t=35-52', 'leg 2, 0:35'],
  ['leg=2', 'leg 2'],
  ['t=95', '1:35'],
  ['leg=2&t=soon', 'leg 2'],
])('says where %s leads', (moment, words) => {
  expect(formatLinkedMoment(moment)).toBe(words);
});

test.each([
  ['https://legato.test/calls/1700000000.12?leg=2&t=35', 'leg=2&t=35'],
  ['https://legato.test/?tag=INV-1&leg=2&t=35-52', 'leg=2&t=35-52'],
  ['https://legato.test/?tag=INV-1&other=1', ''],
])('a pasted link keeps the moment that it names: %s', (link, moment) => {
  expect(readSearch(link).moment).toBe(moment);
});

const read = (query: string) => readSearchAddress(new URLSearchParams(query));

test('asks for nothing without one of our parameters', () => {
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
  expect(read('tag=%20INV-1%0A')).toEqual({ asks: 'calls', query: { tag: ' INV-1\n' } });
  expect(read('uniqueId=INV-1&utm=x')).toEqual({ asks: 'calls', query: { uniqueId: 'INV-1' } });
});

test.each([
  ['tag=INV-1&uniqueId=1.2', 'both', 'tag', 'INV-1'],
  ['tag=&uniqueId=1.2', 'both', 'tag', '1.2'],
  ['tag=', 'empty', 'tag', ''],
  ['uniqueId=%20', 'empty', 'uniqueId', ''],
  ['tag=INV-1&tag=INV-2', 'repeated', 'tag', 'INV-1'],
  [`uniqueId=${'9'.repeat(2_001)}`, 'too-long', 'uniqueId', '9'.repeat(2_001)],
])('finds %s unclear and keeps the text', (query, fault, reading, text) => {
  expect(read(query)).toEqual({ asks: 'unclear', fault, reading, text });
});
