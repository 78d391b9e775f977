'use client';

import { lazy, Suspense } from 'react';
import { loadProblemPanel } from './load-problem-panel';
import { PlainProblem } from './plain-problem';
import type { ProblemStateProps } from './problem-panel';

const ProblemPanel = lazy(() =>
  loadProblemPanel().then(
    ({ ProblemPanel }) => ({ default: ProblemPanel }),
    // Without a network the words do not arrive either; the sentence and the button are here.
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
