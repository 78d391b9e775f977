'use client';

import { createContext, type ReactNode, useContext } from 'react';

const PbxZone = createContext('UTC');

/** Gives pages the PBX's time zone, which the shell has from the settings. */
export function PbxZoneProvider({ timeZone, children }: { timeZone: string; children: ReactNode }) {
  return <PbxZone value={timeZone}>{children}</PbxZone>;
}

/** The PBX's zone, such as `Australia/Melbourne`. All times on a page are in it. */
export function usePbxZone(): string {
  return useContext(PbxZone);
}
