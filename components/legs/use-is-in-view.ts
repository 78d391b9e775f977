'use client';

import { useCallback, useState } from 'react';

const watchers = new WeakMap<Element, (isInView: boolean) => void>();
let observer: IntersectionObserver | null = null;

/** One observer for all rows: the browser then speaks once of everything that came and went. */
function watch(element: Element, onChange: (isInView: boolean) => void): () => void {
  observer ??= new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) watchers.get(target)?.(isIntersecting);
  });
  const shared = observer;
  watchers.set(element, onChange);
  shared.observe(element);
  return () => {
    watchers.delete(element);
    shared.unobserve(element);
  };
}

/** Whether the element that gets `ref` is on the screen. False until the browser has looked. */
export function useIsInView(): [
  ref: (element: Element | null) => (() => void) | undefined,
  boolean,
] {
  const [isInView, setIsInView] = useState(false);
  const ref = useCallback(
    (element: Element | null) => (element ? watch(element, setIsInView) : undefined),
    [],
  );
  return [ref, isInView];
}
