'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};

/**
 * False while React takes over what the server sent, and true from then on. For what the server cannot know and the
 * browser may know by then: rendered at once it would differ from the HTML, and React would build the page anew.
 */
export const useIsHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
