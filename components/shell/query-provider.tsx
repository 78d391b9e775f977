'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { loadProblemPanel } from '@/components/states/problem-state';
import { createQueryClient } from '@/lib/api/query-client';

/** Gives the pages one query client. One per mounted tree, so that server requests share nothing. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(createQueryClient);

  // A page that has lost its network cannot load the words for that, so they load early.
  useEffect(() => void loadProblemPanel().catch(() => null), []);

  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
