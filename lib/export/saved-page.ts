import { createHash } from 'node:crypto';
import type { Call } from '@/lib/contract/call';
import type { ExportManifest } from '@/lib/contract/export';
import adapts from '@/saved-page/adapts.css?raw';
import callModel from '@/saved-page/call-model.js?raw';
import callPlayer from '@/saved-page/call-player.js?raw';
import controls from '@/saved-page/controls.css?raw';
import element from '@/saved-page/element.js?raw';
import facts from '@/saved-page/facts.js?raw';
import legList from '@/saved-page/leg-list.js?raw';
import style from '@/saved-page/page.css?raw';
import page from '@/saved-page/page.html?raw';
import start from '@/saved-page/start.js?raw';
import stripStyle from '@/saved-page/strip.css?raw';
import strip from '@/saved-page/strip.js?raw';
import stripLabels from '@/saved-page/strip-labels.js?raw';
import transport from '@/saved-page/transport.js?raw';
import wavePicture from '@/saved-page/wave-picture.js?raw';
import words from '@/saved-page/words.js?raw';
import type { LegColumns } from './leg-columns';

/** What the page is told. */
export interface OfflineCall {
  call: Call;
  manifest: ExportManifest;
  /** By number of the leg; a leg without one is drawn without a wave. */
  waves: Readonly<Record<number, LegColumns>>;
}

/** In an order in which nothing is used before it is there. */
const SCRIPT = joinModules([
  element,
  words,
  callModel,
  callPlayer,
  wavePicture,
  stripLabels,
  strip,
  facts,
  legList,
  transport,
  start,
]);

/**
 * `index.html` of a downloaded call: one file that plays the legs beside it, from a disk, with no
 * network. Its policy lets nothing run but its own script, whatever the fields of the call hold.
 *
 * @param houseStyle Style sheets of Legato: tokens, owners, hatch.
 */
export function offlinePage(told: OfflineCall, houseStyle: string): string {
  const css = [houseStyle, style, stripStyle, controls, adapts].join('\n');
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(SCRIPT)}'`,
    `style-src '${hashOf(css)}'`,
    "media-src 'self' file:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const parts: Record<string, string> = {
    policy,
    title: escapeMarkup(`Call ${told.call.uniqueId} · Legato`),
    style: css,
    // A script element ends at its first end tag, also inside a string.
    data: JSON.stringify(told).replaceAll('<', '\\u003c'),
    script: SCRIPT,
  };
  // Each mark is written so that the template is valid HTML, CSS, JavaScript and JSON without it.
  return page.replace(
    /\/\* @(style|script) \*\/|"@(data)"|@(policy|title)\b/g,
    (_mark, ...names: (string | undefined)[]) => parts[names.find((name) => name) ?? ''] ?? '',
  );
}

/**
 * One classic script out of modules: a browser loads no module from a disk. Imports and the word
 * `export` fall away, so no two modules may give the same name to something of their outermost level.
 */
function joinModules(modules: readonly string[]): string {
  const bodies = modules.map((text) =>
    text.replace(/^import\b[^;]*;\n/gm, '').replace(/^export (?=\w)/gm, ''),
  );
  return `(() => {\n'use strict';\n${bodies.join('\n')}})();`;
}

const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

const escapeMarkup = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
