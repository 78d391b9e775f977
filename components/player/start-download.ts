'use client';

import type { MouseEvent } from 'react';
import { useCallPlayer } from './player-context';

export function startDownload(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  link.click();
}

/** For the click on a link that saves something: it waits where a reason is missing. */
export function useGuardedLink(): (event: MouseEvent<HTMLAnchorElement>) => void {
  const { gate } = useCallPlayer();
  return (event) => {
    if (gate.isOpen()) return;
    event.preventDefault();
    const { href } = event.currentTarget;
    gate.pass(() => startDownload(href));
  };
}
