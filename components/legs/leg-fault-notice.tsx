'use client';

import Link from 'next/link';
import { useMemo } from 'react';
import { isAboutFile, type LegFault } from '@/components/playback/probe-audio';
import { useCallPlayer } from '@/components/player/player-context';
import { ProblemDetails } from '@/components/states/problem-details';
import { problemWording } from '@/components/states/problem-wording';
import { formatCountdown, useRetryCountdown } from '@/components/states/use-retry-countdown';
import { Button, buttonClass } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { formatClock } from '@/components/wording/format-clock';
import { formatDuration } from '@/components/wording/format-duration';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { toZonedIso } from '@/components/wording/zoned-time';
import type { Leg } from '@/lib/contract/call';
import { paths } from '@/lib/paths';
import { handFocusOn } from './hand-focus-on';
import { OriginalLink } from './original-link';

interface LegFaultNoticeProps {
  leg: Leg;
  fault: LegFault;
  isRetrying: boolean;
}

/** Why a leg does not sound, and what to do. The rest of the call is not touched by it. */
export function LegFaultNotice({ leg, fault, isRetrying }: LegFaultNoticeProps) {
  const { player, call } = useCallPlayer();
  const timeZone = usePbxZone();
  const retryButton = useMemo(() => handFocusOn(leg.leg), [leg.leg]);
  const wording = problemWording(fault);
  const dueAtMs = wording.canRetry && !isRetrying ? fault.retryAtMs : null;
  const secondsLeft = useRetryCountdown(dueAtMs, () => player.retry(leg.leg, false));
  const at = formatClock(toZonedIso(fault.failedAtMs, timeZone), timeZone);
  const position = player.position(leg.leg);

  return (
    <tr className="leg-notice-row">
      <td colSpan={9}>
        <div className="leg-fault" data-tone={wording.tone}>
          <div className="flex items-start gap-2.5">
            <Icon glyph={wording.glyph} className="leg-fault-glyph mt-0.5" />
            <p className="max-w-[70ch] text-prose">
              <span role="alert" key={fault.failedAtMs}>
                <strong className="font-semibold text-body">{wording.title}.</strong>{' '}
                {wording.consequence}
              </span>
              {/* Outside of the alert, which would be read out again every second. */}
              {secondsLeft !== null && (
                <span className="tabular-nums"> {formatCountdown(secondsLeft)}</span>
              )}
            </p>
          </div>
          {wording.causes && (
            <ol className="ml-6.5 max-w-[70ch] list-decimal pl-4 text-prose">
              {wording.causes.map((cause) => (
                <li key={cause}>{cause}</li>
              ))}
            </ol>
          )}
          {fault.code === 'recording-empty' && (
            <dl className="leg-facts">
              <dt>Length reported by the PBX</dt>
              <dd>{formatDuration(leg.durationSeconds)}</dd>
              <dt>Length of the file</dt>
              <dd>0:00</dd>
            </dl>
          )}
          <div className="ml-6.5 flex flex-wrap items-center gap-x-3 gap-y-2">
            {wording.canRetry && (
              <Button
                ref={retryButton}
                size="bar"
                aria-disabled={isRetrying}
                onClick={() => player.play(leg.leg)}
              >
                {isRetrying ? 'Trying again' : isAboutFile(fault.code) ? 'Fetch again' : 'Try now'}
              </Button>
            )}
            {fault.code === 'cannot-play' && (
              <a
                href={paths.api.audioDownload(call.uniqueId, leg.leg)}
                download
                className={buttonClass({ size: 'bar' })}
              >
                Download leg {leg.leg}
              </a>
            )}
            {fault.code === 'recording-unreadable' && (
              <OriginalLink uniqueId={call.uniqueId} leg={leg.leg} />
            )}
            {wording.hasStatus && (
              <Link href={paths.status()} className={buttonClass({ size: 'bar' })}>
                Open status
              </Link>
            )}
            <span className="text-ink-2 text-prose tabular-nums">
              Last tried at {at}.
              {position >= 1 && ` Your place at ${formatDuration(position)} is kept.`}
            </span>
          </div>
          <ProblemDetails
            facts={{
              ...fault,
              title: wording.title,
              address: paths.api.audio(call.uniqueId, leg.leg),
            }}
            className="ml-6.5"
          />
        </div>
      </td>
    </tr>
  );
}
