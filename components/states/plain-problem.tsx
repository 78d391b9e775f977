import { Button } from '@/components/ui/button';
import type { ProblemStateProps } from './problem-panel';
import { StatePanel } from './state-panel';

/** A problem in the server's own words, for when nothing more can be loaded. */
export function PlainProblem({ problem, isRetrying, onRetry }: ProblemStateProps) {
  return (
    <StatePanel>
      <p role="alert">{problem.message}</p>
      <Button
        look="primary"
        className="mt-4"
        aria-disabled={isRetrying}
        onClick={() => {
          if (!isRetrying) onRetry();
        }}
      >
        {isRetrying ? 'Asking again' : 'Try now'}
      </Button>
    </StatePanel>
  );
}
