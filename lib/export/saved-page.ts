import page from '@/.cache/saved-page.html?raw';
import type { SavedCall } from '@/lib/contract/export';

/**
 * `index.html` of a downloaded call: one file that plays the legs beside it, from a disk, with no
 * network. `saved-page/build-saved-page.mjs` makes the page when Legato is built; the call goes in here.
 */
export function savedPage(saved: SavedCall): string {
  // A script element ends at its first end tag, also inside a string.
  const data = JSON.stringify(saved).replaceAll('<', '\\u003c');
  const title = escapeMarkup(`Call ${saved.call.uniqueId} · Legato`);
  return page.replace('"@data"', () => data).replace('@title', () => title);
}

const escapeMarkup = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
