import { createContext, type MouseEvent, use } from 'react';

/**
 * Opens a call in the page that is open, at its address. False where that cannot be done yet: then the
 * link is followed as links are.
 */
export type OpenCall = (uniqueId: string, address: string) => boolean;

export const OpenCallContext = createContext<OpenCall>(() => false);

/** What a link to a call does on a click: no round trip to the server, as the row holds the call already. */
export function useCallLink(uniqueId: string, address: string) {
  const openCall = use(OpenCallContext);
  return (event: MouseEvent) => {
    // New tabs and windows are the browser's.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (openCall(uniqueId, address)) event.preventDefault();
  };
}
