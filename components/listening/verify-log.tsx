'use client';

import CircleCheck from 'lucide-react/icons/circle-check';
import ShieldCheck from 'lucide-react/icons/shield-check';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { formatCount, formatCounted } from '@/components/wording/format-count';
import { useVerification, type VerificationState } from './use-verification';

/** Reads the whole log and says whether it is as it was written. For recording managers. */
export function VerifyLog() {
  const { state, isRunning, start, cancel } = useVerification();
  return (
    <span className="flex flex-wrap items-center justify-end gap-y-1">
      <VerificationWords state={state} />
      {isRunning ? (
        <Button size="alone" onClick={cancel}>
          Cancel
        </Button>
      ) : (
        <Button size="alone" onClick={start}>
          <Icon glyph={ShieldCheck} />
          {state.state === 'idle' ? 'Check the log' : 'Check again'}
        </Button>
      )}
    </span>
  );
}

export function VerificationWords({ state }: { state: VerificationState }) {
  return (
    <span role="status" className="verification-words">
      {state.state === 'starting' && 'Checking'}
      {state.state === 'checking' &&
        `Checking, ${formatCount(state.rows)} of ${formatCounted(state.of, 'row')}`}
      {state.state === 'whole' && (
        <>
          <Icon glyph={CircleCheck} className="text-ok" />
          Unbroken: {formatCounted(state.rows, 'row')}
        </>
      )}
      {(state.state === 'broken' || state.state === 'failed') && (
        <>
          <Icon glyph={TriangleAlert} className="text-danger" />
          <span className="text-danger">{state.sentence}</span>
        </>
      )}
    </span>
  );
}
