'use client';

import { useEffect, useRef, useState } from 'react';
import { sentenceOf } from '@/components/ui/use-form-act';
import { requestLines } from '@/lib/api/request-lines';
import { VerificationLine } from '@/lib/contract/listening-log';
import { paths } from '@/lib/paths';

export type VerificationState =
  | { state: 'idle' }
  | { state: 'failed'; sentence: string }
  | { state: 'starting' }
  | VerificationLine;

/** The verification of the log: it runs on the server as long as somebody waits for it here. */
export function useVerification(onEnded: () => void = () => {}) {
  const [state, setState] = useState<VerificationState>({ state: 'idle' });
  const running = useRef<AbortController | null>(null);
  // Whoever leaves the page ends it.
  useEffect(() => () => running.current?.abort(), []);

  async function run(signal: AbortSignal): Promise<void> {
    setState({ state: 'starting' });
    try {
      const lines = requestLines(VerificationLine, paths.api.logVerification(), { signal });
      for await (const line of lines) setState(line);
      onEnded();
    } catch (error) {
      if (signal.aborted) return setState({ state: 'idle' });
      setState({ state: 'failed', sentence: sentenceOf(error) });
    }
  }

  return {
    state,
    isRunning: state.state === 'starting' || state.state === 'checking',
    start(): void {
      running.current?.abort();
      running.current = new AbortController();
      void run(running.current.signal);
    },
    cancel: () => running.current?.abort(),
  };
}
