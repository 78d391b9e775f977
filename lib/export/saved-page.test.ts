import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { callOfLegs } from '@/components/call-time/call-fixture';
import type { SavedCall } from '@/lib/contract/export';
import { legColumns, savedPage } from './saved-page';

const CALL = callOfLegs([
  [9, 20],
  [60, 30],
]);
const saved = (uniqueId: string): SavedCall => ({
  call: { ...CALL, uniqueId },
  manifest: { format: 'legato-call/1', uniqueId, madeAt: CALL.startedAt, legs: [], files: [] },
  waves: {},
});
const partsOf = (page: string, name: string) =>
  [...page.matchAll(new RegExp(`<${name}>([^]*?)</${name}>`, 'g'))].map(([, text = '']) => text);
const hashOf = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

it('runs its own script and nothing else', () => {
  const page = savedPage(saved('1.1'));
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
  const [script] = partsOf(page, 'script');
  const [style] = partsOf(page, 'style');
  expect(policy).toContain(`script-src ${hashOf(script)};`);
  expect(policy).toContain(`style-src ${hashOf(style)};`);
  expect(policy).toContain("default-src 'none'");
  expect(page).not.toMatch(
    /\/\* @s|"@data|@(?:title|policy)|\son\w+=|\sstyle=|(?:src|href)=["']?\w+:/,
  );
});

it('escapes data that would end an element or start one', () => {
  const uniqueId = '</script><script>alert(1)</script><!-- $& $1 /* @script */ "@data" @title';
  const page = savedPage(saved(uniqueId));
  const data = /id="call">(.*)<\/script>/.exec(page)?.[1] ?? '';
  expect(data).not.toContain('<');
  expect(JSON.parse(data).call.uniqueId).toBe(uniqueId);
  expect(page.match(/<script/g)).toHaveLength(2);
  expect(page).toContain('<title>Call &#60;/script&#62;');
});

const wave = (lows: number[], highs: number[], rms: number[], channels = 1) => ({
  channels,
  sampleRate: 8_000,
  samplesPerPeak: 160,
  durationSeconds: (rms.length / channels) * 0.02,
  peaks: new Uint8Array(Int8Array.from(lows.flatMap((low, at) => [low, highs[at] ?? 0])).buffer),
  rms: Uint8Array.from(rms),
});
const int8 = (base64: string) => [
  ...new Int8Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer),
];

it('keeps every peak of a short call', () => {
  const columns = legColumns(wave([-1, -2, -3], [1, 2, 3], [1, 1, 2]), 60);
  expect(columns.secondsPerColumn).toBe(0.02);
  expect(int8(columns.peaks)).toEqual([-1, 1, -2, 2, -3, 3]);
});

it('keeps the extremes of the peaks that share a column, and adds no silence', () => {
  const columns = legColumns(wave([5, 3, -9, -3], [6, 7, -2, -1], [2, 4, 1, 3]), 200);
  expect(columns.secondsPerColumn).toBe(0.04);
  expect(int8(columns.peaks)).toEqual([3, 7, -9, -1]);
  expect(int8(columns.rms)).toEqual([4, 3]);
});

it('keeps channels apart', () => {
  const columns = legColumns(wave([-1, -10, -2, -20], [1, 10, 2, 20], [1, 8, 2, 9], 2), 200);
  expect(int8(columns.peaks)).toEqual([-2, 2, -20, 20]);
  expect(int8(columns.rms)).toEqual([2, 9]);
});

it('stays as small for six hours as for one', () => {
  const peakCount = 6 * 3_600 * 50;
  const long = wave(Array(peakCount).fill(-5), Array(peakCount).fill(5), Array(peakCount).fill(3));
  const columns = legColumns(long, 6 * 3_600);
  expect(int8(columns.rms).length).toBeLessThanOrEqual(5_000);
});
