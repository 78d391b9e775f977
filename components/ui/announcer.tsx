'use client';

import { createContext, type ReactNode, useCallback, useContext, useRef } from 'react';

const Announce = createContext<(sentence: string) => void>(() => undefined);

/** One polite live region for what happens on the page during playback. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const region = useRef<HTMLDivElement>(null);
  const announce = useCallback((sentence: string) => {
    const element = region.current;
    if (!element) return;
    // A repeated sentence is a second event: a trailing space makes screen readers say it again.
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
