'use client';

import { createContext, type ReactNode, useCallback, useContext, useRef } from 'react';

const Announce = createContext<(sentence: string) => void>(() => undefined);

/** One polite live region for what happens on the page while somebody listens. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const region = useRef<HTMLDivElement>(null);
  const announce = useCallback((sentence: string) => {
    const element = region.current;
    if (!element) return;
    // The same sentence twice is two changes: a trailing space makes the second one heard.
    element.textContent = element.textContent === sentence ? `${sentence} ` : sentence;
  }, []);
  return (
    <Announce value={announce}>
      {children}
      <div ref={region} role="status" className="sr-only" />
    </Announce>
  );
}

/** Says a sentence to screen readers, once, when they have finished what they are saying. */
export function useAnnounce(): (sentence: string) => void {
  return useContext(Announce);
}
