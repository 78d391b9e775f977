'use client';

import { useEffect } from 'react';
import { loadCallCode } from './call-code';

const LINKS = 'a[href]';
/** A page that keeps the browser busy for so long has the rest of the code loaded all the same. */
const LONGEST_WAIT_MS = 2_000;

/**
 * Has the code of the other pages here before somebody goes there: as soon as a link is pointed at,
 * focused or touched, and else when the browser has nothing to do. Only code: no question is asked ahead.
 */
export function CodeAhead() {
  // It listens to the whole document, which is outside of React.
  useEffect(() => {
    const controller = new AbortController();
    const load = () => {
      controller.abort();
      // What does not load now is loaded when it is needed, and fails there.
      void loadPages().catch(() => null);
    };
    const loadForLink = ({ target }: Event) => {
      if (target instanceof Element && target.closest(LINKS)) load();
    };
    const options = { passive: true, signal: controller.signal };
    for (const type of ['pointerover', 'focusin', 'touchstart']) {
      document.addEventListener(type, loadForLink, options);
    }
    const cancelIdle = whenIdle(load);
    return () => {
      controller.abort();
      cancelIdle();
    };
  }, []);
  return null;
}

const loadPages = () =>
  Promise.all([
    loadCallCode(),
    import('@/components/search/search-page'),
    import('@/components/status/pbx-check'),
  ]);

/** Safari has no idle callbacks. */
function whenIdle(act: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(act, LONGEST_WAIT_MS);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(act, { timeout: LONGEST_WAIT_MS });
  return () => cancelIdleCallback(handle);
}
