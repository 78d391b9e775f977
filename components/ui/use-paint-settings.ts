'use client';

import { useSyncExternalStore } from 'react';

/** Settings that change what a canvas must look like: it does not follow style sheets by itself. */
const QUERIES = ['(prefers-color-scheme: dark)', '(forced-colors: active)'];

/** Theme, forced colours and pixel ratio in one text: a canvas draws again when it is another. */
export function usePaintSettings(): string {
  return useSyncExternalStore(subscribe, read, () => '');
}

function read(): string {
  const matching = QUERIES.map((query) => matchMedia(query).matches);
  return [document.documentElement.dataset.theme, ...matching, devicePixelRatio].join(' ');
}

function subscribe(onChange: () => void): () => void {
  const lifetime = new AbortController();
  const { signal } = lifetime;
  const themes = new MutationObserver(onChange);
  themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  for (const query of QUERIES) {
    matchMedia(query).addEventListener('change', onChange, { signal });
  }
  const watchPixels = () => {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      'change',
      () => {
        onChange();
        watchPixels();
      },
      { signal, once: true },
    );
  };
  watchPixels();
  return () => {
    lifetime.abort();
    themes.disconnect();
  };
}
