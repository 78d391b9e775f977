import { describe, expect, it } from 'vitest';
import { splitReply, textOf } from './split-reply';

const split = (text: string) => {
  const bytes = new TextEncoder().encode(text);
  return [...splitReply(bytes)].map(({ name, from, to }) => [name, textOf(bytes, from, to).trim()]);
};

describe('the parts of a reply', () => {
  it.each([
    ['[]', []],
    [' [ ] \n', []],
    ['{}', []],
    [
      '[1, "a" ,null]',
      [
        [null, '1'],
        [null, '"a"'],
        [null, 'null'],
      ],
    ],
    [
      '[{"a":[1,{"b":"]"}]},[2]]',
      [
        [null, '{"a":[1,{"b":"]"}]}'],
        [null, '[2]'],
      ],
    ],
    [
      String.raw`["\"],[","\\","é\u00e9"]`,
      [
        [null, String.raw`"\"],["`],
        [null, String.raw`"\\"`],
        [null, String.raw`"é\u00e9"`],
      ],
    ],
    [
      String.raw`{"a\"b":{"c":1},"d":[2]}`,
      [
        ['a"b', '{"c":1}'],
        ['d', '[2]'],
      ],
    ],
    [
      '{"code":0,"entities":[{"a":1},{"b":2}],"message":"x"}',
      [
        ['code', '0'],
        ['entities', ''],
        [null, '{"a":1}'],
        [null, '{"b":2}'],
        ['message', '"x"'],
      ],
    ],
    ['{"entities":null}', [['entities', 'null']]],
  ])('%s', (text, parts) => {
    expect(split(text)).toEqual(parts);
  });

  it('are the same elements that parsing in one go gives', () => {
    const rows = Array.from({ length: 300 }, (_, index) => ({
      Tag: `a"b\\${index}\n{[,]}:`,
      Username: 'Zoë 你好 😀',
      Leg: index,
      Odd: [null, { deep: [{}, [], ''] }],
    }));
    for (const text of [JSON.stringify(rows), JSON.stringify(rows, null, '\t')]) {
      expect(split(text).map(([, part]) => JSON.parse(part ?? ''))).toEqual(rows);
    }
  });
});

describe('a reply that is not whole', () => {
  it.each([
    '',
    '7',
    '"none"',
    '<html>',
    '[',
    '[1',
    '[1,',
    '[{"a":1}',
    '[{"a":1',
    '["a',
    String.raw`["a\"`,
    '[{} {}]',
    '[1]]',
    '[1] x',
    '{"a"}',
    '{"a" 1}',
    '{a:1}',
    '{"entities":[1}',
    '{"entities":[1]',
  ])('%j is refused', (text) => {
    expect(() => split(text)).toThrow(SyntaxError);
  });
});
