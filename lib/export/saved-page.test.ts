import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { callOfLegs } from '@/components/call-time/call-fixture';
import type { SavedCall } from '@/lib/contract/export';
import { savedPage } from './saved-page';

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

it('holds data that ends no element and starts none', () => {
  const uniqueId = '</script><script>alert(1)</script><!-- $& $1 /* @script */ "@data" @title';
  const page = savedPage(saved(uniqueId));
  const data = /id="call">(.*)<\/script>/.exec(page)?.[1] ?? '';
  expect(data).not.toContain('<');
  expect(JSON.parse(data).call.uniqueId).toBe(uniqueId);
  expect(page.match(/<script/g)).toHaveLength(2);
  expect(page).toContain('<title>Call &#60;/script&#62;');
});
