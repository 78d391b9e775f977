'use client';

import { createContext, type ReactNode, useContext } from 'react';

const AsksReasons = createContext(false);

/** Gives pages what the shell has from the settings: whether people say why they listen. */
export function AsksReasonsProvider({ asks, children }: { asks: boolean; children: ReactNode }) {
  return <AsksReasons value={asks}>{children}</AsksReasons>;
}

/** Whether a reason is asked for before the first sound of a call. */
export const useAsksReasons = (): boolean => useContext(AsksReasons);
