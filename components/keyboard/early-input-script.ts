/** A key or a click that came before the page's code. */
export type EarlyInput =
  | { type: 'key'; atMs: number; key: string; code: string; shiftKey: boolean }
  | { type: 'click'; atMs: number; button: HTMLButtonElement };

declare global {
  interface Window {
    /** What was pressed so far, once; nothing is kept afterwards. */
    takeEarlyInput?: () => EarlyInput[];
  }
}

/**
 * Keeps what is pressed between the first picture of a page and its code, which comes later: keys while
 * nothing has focus, and clicks on buttons. Links and the search form need no code. Sent as text within the
 * HTML, so it uses nothing from outside of it.
 */
function keepEarlyInput(): void {
  const MOST = 20;
  const kept: EarlyInput[] = [];
  const lifetime = new AbortController();
  const options = { capture: true, signal: lifetime.signal };
  const keep = (input: EarlyInput) => {
    if (kept.length < MOST) kept.push(input);
  };
  // From here on React keeps clicks itself.
  const hasReact = () =>
    Object.getOwnPropertyNames(document).some((name) => name.startsWith('_reactListening'));
  const areKeysOn = () => {
    try {
      return localStorage.getItem('legato.character-keys') !== 'off';
    } catch {
      return true;
    }
  };
  document.addEventListener(
    'keydown',
    (event) => {
      const { key, code, shiftKey, timeStamp: atMs } = event;
      const isOfPage = event.target === document.body || event.target === document.documentElement;
      if (!isOfPage || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      const field = document.getElementById('search-calls');
      if (key !== '/' || !areKeysOn() || !(field instanceof HTMLInputElement)) {
        return keep({ type: 'key', atMs, key, code, shiftKey });
      }
      // At once: what is typed next is for the search.
      event.preventDefault();
      field.focus();
      field.select();
    },
    options,
  );
  document.addEventListener(
    'click',
    ({ target, timeStamp: atMs }) => {
      const button = target instanceof Element ? target.closest('button') : null;
      if (button && button.type !== 'submit' && !hasReact()) keep({ type: 'click', atMs, button });
    },
    options,
  );
  window.takeEarlyInput = () => {
    lifetime.abort();
    return kept.splice(0);
  };
}

/** Stands before everything that can be pressed. */
export const EARLY_INPUT_SCRIPT = `(${keepEarlyInput.toString()})()`;
