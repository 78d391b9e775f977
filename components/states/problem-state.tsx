'use client';

import { lazy, Suspense } from 'react';
import { Button } from '@/components/ui/button';
import type { ProblemStateProps } from './problem-panel';
import { StatePanel } from './state-panel';

/** The words for problems are not in the first scripts; the shell loads them when idle. */
export const loadProblemPanel = () => import('./problem-panel');

const ProblemPanel = lazy(() =>
  loadProblemPanel().then(
    ({ ProblemPanel }) => ({ default: ProblemPanel }),
    // Without a network the words cannot load either: a sentence and the button are here.
    () => ({ default: PlainProblem }),
  ),
);

/**
 * The designed state of a failed question: what happened, what still works, what to do. It is
 * announced when it appears and again when a retry fails; the button keeps the focus meanwhile.
 */
export function ProblemState(props: ProblemStateProps) {
  return (
    <Suspense>
      <ProblemPanel {...props} />
    </Suspense>
  );
}

/** For when nothing more can be loaded, which is when Legato cannot be reached. */
function PlainProblem({ isRetrying, onRetry }: ProblemStateProps) {
  return (
    <StatePanel>
      <p role="alert">Legato does not answer. What is on this page stays.</p>
      <Button
        look="primary"
        className="mt-4"
        aria-disabled={isRetrying}
        onClick={() => {
          if (!isRetrying) onRetry();
        }}
      >
        {isRetrying ? 'Trying again' : 'Try now'}
      </Button>
    </StatePanel>
  );
}
