import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { callOfLegs } from '@/components/call-time/call-fixture';
import { type OfflineCall, offlinePage } from './saved-page';

const CALL = callOfLegs([
  [9, 20],
  [60, 30],
]);
const told = (uniqueId: string): OfflineCall => ({
  call: { ...CALL, uniqueId },
  manifest: { format: 'legato-call/1', uniqueId, madeAt: CALL.startedAt, legs: [], files: [] },
  waves: {},
});
const partsOf = (page: string, name: string) =>
  [...page.matchAll(new RegExp(`<${name}>([^]*?)</${name}>`, 'g'))].map(([, text = '']) => text);
const hashOf = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

it('runs its own script and nothing else', () => {
  const page = offlinePage(told('1.1'), ':root { --ink: black }');
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
  const [script] = partsOf(page, 'script');
  const [style] = partsOf(page, 'style');
  expect(policy).toContain(`script-src ${hashOf(script)};`);
  expect(policy).toContain(`style-src ${hashOf(style)};`);
  expect(policy).toContain("default-src 'none'");
  expect(style).toContain('--ink: black');
  expect(page).not.toMatch(/\/\* @|"@|\son\w+=|\sstyle=|(?:src|href)=["']?\w+:/);
});

it('is one script whose modules share no name', () => {
  const [script = ''] = partsOf(offlinePage(told('1.1'), ''), 'script');
  const names = [...script.matchAll(/^(?:const|let|class|function) (\w+)/gm)].map(
    ([, name]) => name,
  );
  expect(names.length).toBeGreaterThan(30);
  expect(new Set(names).size).toBe(names.length);
  expect(script).not.toMatch(/^(?:import|export)\b/m);
  expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b/);
  expect(() => new Function(script)).not.toThrow();
});

it('holds data that ends no element and starts none', () => {
  const uniqueId = '</script><script>alert(1)</script><!-- $& $1 /* @script */';
  const page = offlinePage(told(uniqueId), '');
  const data = /id="call">(.*)<\/script>/.exec(page)?.[1] ?? '';
  expect(data).not.toContain('<');
  expect(JSON.parse(data).call.uniqueId).toBe(uniqueId);
  expect(page.match(/<script/g)).toHaveLength(2);
  expect(page).toContain('<title>Call &#60;/script&#62;');
});
