import type { CallScript } from './script';

/** What a tag or a unique id may be, as a PBX has it that asks nobody for its form. Each is another name. */
export const ODD_NAMES = [
  ' blank before',
  'blank after ',
  'two  within',
  '\ttab',
  '\ufeffmark',
  '\u200bzero width',
  '.',
  '..',
  '~.',
  '...',
  'a/b',
  '/',
  'a\\b',
  '../../etc',
  '100%',
  '%2e%2e',
  '?x=1&y',
  '#1',
  'a;b',
  'a\'"<b>',
  '+',
  '\u202e4pm.exe',
  'e\u0301',
  '😀',
  'مرحبا',
  'nul\u0000',
  'half\ud83d',
  'other half\ude00',
  `long ${'x'.repeat(1_990)}`,
  `${'語'.repeat(600)}`,
] as const;

/** Longer than any unique id. */
const LONG_TAGS = [`t${'y'.repeat(4_990)}`, '語'.repeat(5_000)];

/** One call for each name: it is the unique id, the tag and the owner of its second leg. The last have long tags alone. */
export function oddNameScripts(tag: string): Omit<CallScript, 'day' | 'at'>[] {
  const legs = (name: string) => [
    { offset: 0, seconds: 10 },
    {
      ...{ owner: 'Fred', offset: 10, seconds: 10 },
      fields: { tag: name, username: name, source: name, destination: name },
    },
  ];
  return [
    ...ODD_NAMES.map((name) => ({ tag, uniqueId: name, legs: legs(name) })),
    ...LONG_TAGS.map((name) => ({ tag, legs: legs(name) })),
  ];
}
