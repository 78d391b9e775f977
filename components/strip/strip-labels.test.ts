import { describe, expect, test } from 'vitest';
import { createTextMeasure, type FlagWish, fitLegHeader, layoutFlags } from './strip-labels';

/** Ten pixels a letter keeps the sums below plain. */
const measure = (text: string) => text.length * 10;

test('before the font is known a text is taken to be wide, and wider for a larger text size', () => {
  const guess = createTextMeasure(1, null);
  expect(guess('Priya N.', 'name')).toBeGreaterThan(8 * 13 * 0.55);
  expect(createTextMeasure(1.5, null)('Priya N.', 'name')).toBe(guess('Priya N.', 'name') * 1.5);
});

describe('a leg header', () => {
  const text = { number: '4', name: 'Fred', kind: 'transfer', length: '3:30' };
  const shown = (widthPx: number) => {
    const label = fitLegHeader(text, widthPx, measure);
    return Object.entries(label)
      .filter(([, isShown]) => isShown)
      .map(([part]) => part.replace('show', '').toLowerCase());
  };

  test('loses its parts from right to left as the leg gets narrower', () => {
    expect(shown(260)).toEqual(['number', 'swatch', 'name', 'kind', 'length']);
    expect(shown(220)).toEqual(['number', 'swatch', 'name', 'kind']);
    expect(shown(180)).toEqual(['number', 'swatch', 'name']);
    expect(shown(60)).toEqual(['number', 'swatch']);
    expect(shown(30)).toEqual(['number']);
    expect(shown(10)).toEqual([]);
  });

  test('shows a length only from 230 px on, though it fitted before', () => {
    const tiny = { number: '1', name: null, kind: null, length: '9' };
    expect(fitLegHeader(tiny, 229, measure).showLength).toBe(false);
    expect(fitLegHeader(tiny, 230, measure).showLength).toBe(true);
  });
});

describe('flags', () => {
  const gap = (id: string, fromX: number): FlagWish => ({
    id,
    kind: 'gap',
    fromX,
    toX: fromX + 10,
    forms: ['38 s not recorded', '38 s'],
  });
  const texts = (wishes: FlagWish[], widthPx = 1000) =>
    layoutFlags(wishes, widthPx, measure).map((flag) => [flag.id, flag.text]);

  test('stand in full where there is room', () => {
    expect(texts([gap('a', 0), gap('b', 400)])).toEqual([
      ['a', '38 s not recorded'],
      ['b', '38 s not recorded'],
    ]);
  });

  test('take the short wording before they touch the next', () => {
    expect(texts([gap('a', 0), gap('b', 100)])).toEqual([
      ['a', '38 s'],
      ['b', '38 s not recorded'],
    ]);
  });

  test('stay away where not even that fits', () => {
    expect(texts([gap('a', 0), gap('b', 20)])).toEqual([['b', '38 s not recorded']]);
  });

  test('stand right of the bracket of an overlap, left of it at the edge', () => {
    const overlap: FlagWish = {
      id: 'o',
      kind: 'overlap',
      fromX: 500,
      toX: 520,
      forms: ['4 s overlap', '4 s'],
    };
    expect(layoutFlags([overlap], 1000, measure)[0]?.textX).toBe(526);
    expect(layoutFlags([overlap], 560, measure)[0]?.textX).toBe(500 - 6 - 110);
  });

  test('at the right edge end at the edge', () => {
    expect(layoutFlags([gap('a', 950)], 1000, measure)[0]?.textX).toBe(830);
  });

  test('of folds say every reason beside the tie, then only how much, then nothing', () => {
    const fold = (id: string, fromX: number): FlagWish => ({
      id,
      kind: 'fold',
      fromX,
      toX: fromX + 22,
      forms: ['0:38 not recorded, 0:30 not found', '1:08 folded', '1:08'],
    });
    const [wide] = layoutFlags([fold('a', 100)], 1000, measure);
    expect([wide?.text, wide?.textX]).toEqual(['0:38 not recorded, 0:30 not found', 135]);
    expect(texts([fold('a', 0), fold('b', 200)])[0]).toEqual(['a', '1:08 folded']);
    expect(texts([fold('a', 0), fold('b', 60)]).map(([id]) => id)).toEqual(['b']);
    const [last] = layoutFlags([fold('a', 978)], 1000, measure);
    expect(last?.textX).toBe(978 - 13 - 330);
  });
});
