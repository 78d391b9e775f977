'use client';

import { useQuery } from '@tanstack/react-query';
import Check from 'lucide-react/icons/check';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { ReactNode } from 'react';
import { ProblemState } from '@/components/states/problem-state';
import { StatePanel } from '@/components/states/state-panel';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { formatClock } from '@/components/wording/format-clock';
import { formatAmount } from '@/components/wording/format-duration';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { toZonedIso } from '@/components/wording/zoned-time';
import { authenticationQuery } from '@/lib/api/queries';
import { useKeptProblem } from '@/lib/api/use-kept-problem';
import type { Authentication } from '@/lib/contract/status';

const GENERATIONS: Record<Authentication['generation'], string> = {
  'api-key': 'API key sent with every request',
  hash: 'Timestamp and hash of the key (older PBX)',
};

/** Asks the PBX whether it accepts Legato's key, and shows the answer. */
export function PbxCheck() {
  const timeZone = usePbxZone();
  const result = useQuery(authenticationQuery);
  const failure = useKeptProblem(result, 'authentication');
  const askAgain = () => void result.refetch();

  if (failure) return <ProblemState {...failure} onRetry={askAgain} />;
  const answer = result.data;
  const clock = answer && describeClockSkew(answer.clockSkewMs);
  return (
    <StatePanel>
      <div role="status">
        <h2 className="flex items-center gap-2.5 text-section">
          {answer && <Icon glyph={Check} className="text-ok" />}
          {answer ? 'The PBX accepts the key' : 'Checking with the PBX'}
        </h2>
      </div>
      <dl className="mt-4 border-line border-t">
        <Fact name="Authentication">{answer && GENERATIONS[answer.generation]}</Fact>
        <Fact name="PBX clock">
          {clock?.isWorrying && <Icon glyph={TriangleAlert} size={14} className="text-warn" />}
          {clock?.words}
        </Fact>
        <Fact name="Checked at">
          {answer && formatClock(toZonedIso(result.dataUpdatedAt, timeZone), timeZone)}
        </Fact>
      </dl>
      <Button
        look="primary"
        className="mt-5"
        aria-disabled={result.isFetching}
        onClick={() => {
          if (!result.isFetching) askAgain();
        }}
      >
        {result.isFetching ? 'Testing' : 'Test the key again'}
      </Button>
    </StatePanel>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-9 items-center gap-4 border-line border-b py-2">
      <dt className="w-32 shrink-0 text-ink-2">{name}</dt>
      <dd className="flex min-w-0 items-center gap-2 font-medium tabular-nums">
        {children ?? <span className="text-ink-3">–</span>}
      </dd>
    </div>
  );
}

const SAME_MS = 1000;
/** A hash's timestamp must be used within ten seconds (API note section 2). */
const WORRYING_MS = 10_000;

/** How the PBX's clock compares with ours, in words, and whether one of them should be set. */
export function describeClockSkew(skewMs: number | null): { words: string; isWorrying: boolean } {
  if (skewMs === null) return { words: 'The PBX did not report its time', isWorrying: false };
  const away = Math.abs(skewMs);
  if (away < SAME_MS) return { words: "Within a second of this server's", isWorrying: false };
  return {
    words: `${formatAmount(away / 1000)} ${skewMs > 0 ? 'ahead of' : 'behind'} this server's`,
    isWorrying: away >= WORRYING_MS,
  };
}
