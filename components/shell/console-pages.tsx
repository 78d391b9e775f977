'use client';

import { usePathname, useSelectedLayoutSegments } from 'next/navigation';
import {
  type ReactNode,
  startTransition,
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { type OpenCall, OpenCallContext } from '@/components/search/open-call';
import { decodePathValue, matchPath, PAGE_PATHS } from '@/lib/contract/url-paths';
import { callCode, loadCallCode, subscribeCallCode } from './call-code';

/** Every page is within the scrolling region that has this id. */
const SCROLLER = 'main';

/**
 * The page that the server sent, or in its place a call that was opened from one of its rows: the row holds
 * the call, so it is shown in the same turn as the click, and its address is put into the history. Back,
 * forward and reload find it there as any other page.
 */
export function ConsolePages({ children }: { children: ReactNode }) {
  const pathname = usePathname() ?? '';
  const sent = useSelectedLayoutSegments() ?? [];
  const code = useSyncExternalStore(subscribeCallCode, callCode, () => null);
  const [opening, setOpening] = useState<{ uniqueId: string; from: string } | null>(null);
  const clickedId = useRef<string | null>(null);
  // The address has arrived where it was meant to go, or somewhere else.
  if (opening && opening.from !== pathname) setOpening(null);

  const openCall: OpenCall = useCallback(
    (uniqueId, address) => {
      if (!callCode()) return false;
      // Now, while the layout is known: once the call is rendered it would have to be worked out for this.
      scrollToTop();
      clickedId.current = uniqueId;
      // In slices: the click's own task stays short.
      startTransition(() => setOpening({ uniqueId, from: pathname }));
      history.pushState(null, '', address);
      return true;
    },
    [pathname],
  );

  const sentId = sent[0] === 'calls' ? decoded(sent[1] ?? '') : null;
  const addressed = matchPath(PAGE_PATHS.call, pathname);
  const shownId = opening?.uniqueId ?? (addressed && decoded(addressed.uniqueId));
  const isOpenedHere = shownId !== null && shownId !== sentId;

  // Back before the new address has arrived: the router never leaves the old one.
  useEffect(() => {
    const forget = () => setOpening(null);
    addEventListener('popstate', forget);
    return () => removeEventListener('popstate', forget);
  }, []);
  // The scroll position belongs to the DOM; back and forward lead here without a click.
  useEffect(() => {
    if (isOpenedHere && clickedId.current !== shownId) scrollToTop();
    clickedId.current = null;
  }, [isOpenedHere, shownId]);
  // Forward leads to a call that this page has no code for, after a reload: then it is loaded now.
  useEffect(() => {
    if (isOpenedHere) void loadCallCode().catch(() => location.reload());
  }, [isOpenedHere]);

  return (
    <OpenCallContext value={openCall}>
      {isOpenedHere
        ? code && <code.CallPage key={shownId} uniqueId={shownId} isOpenedHere />
        : children}
    </OpenCallContext>
  );
}

/** A call begins at its top, whatever was scrolled to before. */
const scrollToTop = (): void => document.getElementById(SCROLLER)?.scrollTo(0, 0);

/** An id as it stands in an address, decoded; as it is where it cannot be. */
function decoded(segment: string): string {
  try {
    return decodePathValue(segment);
  } catch {
    return segment;
  }
}
