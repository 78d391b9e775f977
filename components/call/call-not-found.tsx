'use client';

import SearchX from 'lucide-react/icons/search-x';
import Link from 'next/link';
import { StatePanel } from '@/components/states/state-panel';
import { Button, buttonClass } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Icon } from '@/components/ui/icon';
import { formatClock, formatMoment } from '@/components/wording/format-clock';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { toZonedIso } from '@/components/wording/zoned-time';
import type { KeptProblem } from '@/lib/api/use-kept-problem';
import { uniqueIdEpochSeconds } from '@/lib/contract/unique-id';
import { paths } from '@/lib/paths';

interface CallNotFoundProps extends KeptProblem {
  uniqueId: string;
  onRetry: () => void;
}

/** The PBX knows no call by this id: what was asked, when, and where to go from here. */
export function CallNotFound({ uniqueId, failedAtMs, isRetrying, onRetry }: CallNotFoundProps) {
  const timeZone = usePbxZone();
  const epochSeconds = uniqueIdEpochSeconds(uniqueId);
  return (
    <div className="px-4 py-8 sm:px-6">
      <StatePanel>
        <div role="alert" key={failedAtMs}>
          <h1 className="flex items-start gap-2.5 text-dialog [overflow-wrap:anywhere]">
            <Icon glyph={SearchX} className="mt-1" />
            <span>
              No call has the unique id <span className="text-id">{uniqueId}</span>
            </span>
          </h1>
        </div>
        <dl className="leg-facts mt-4">
          <dt>Asked the PBX</dt>
          <dd>at {formatClock(toZonedIso(failedAtMs, timeZone), timeZone)}</dd>
          {epochSeconds !== null && (
            <>
              <dt>Began, by its id</dt>
              <dd>{formatMoment(toZonedIso(epochSeconds * 1000, timeZone), timeZone)}</dd>
            </>
          )}
        </dl>
        <p className="mt-4 text-ink-2 text-prose">
          A call still in progress cannot be found yet. If the id came from a link, part of it may
          be missing. Searching by tag needs no id.
        </p>
        <div className="mt-5 flex flex-wrap items-center gap-3">
          <Link href={paths.home()} className={buttonClass({ look: 'primary' })}>
            Search for a call
          </Link>
          <Button aria-disabled={isRetrying} onClick={() => !isRetrying && onRetry()}>
            {isRetrying ? 'Trying again' : 'Try again'}
          </Button>
          <CopyButton text={uniqueId} label="Copy unique id" />
        </div>
      </StatePanel>
    </div>
  );
}
