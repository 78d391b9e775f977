'use client';

import { createContext, type ReactNode, useContext } from 'react';

const IsManager = createContext(false);

/** Says to all that is shown whether a recording manager looks. What may be done is judged by the server alone. */
export const ViewerProvider = ({
  isManager,
  children,
}: {
  isManager: boolean;
  children: ReactNode;
}) => <IsManager value={isManager}>{children}</IsManager>;

/** Whether a recording manager looks: for links that lead others nowhere. */
export const useIsManager = (): boolean => useContext(IsManager);
