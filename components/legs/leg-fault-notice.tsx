'use client';

import FileWarning from 'lucide-react/icons/file-warning';
import Link from 'next/link';
import { useMemo } from 'react';
import { isAboutFile, type LegFault } from '@/components/playback/probe-audio';
import { useCallPlayer } from '@/components/player/player-context';
import { PROBLEM_WORDING, type ProblemWording } from '@/components/states/problem-wording';
import { useRetryCountdown } from '@/components/states/use-retry-countdown';
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
  const wording = wordingOf(fault);
  const dueAtMs = wording.canRetry && !isRetrying ? fault.retryAtMs : null;
  const secondsLeft = useRetryCountdown(dueAtMs, () => player.retry(leg.leg, false));
  const at = formatClock(toZonedIso(fault.failedAtMs, timeZone), timeZone);
  const position = player.position(leg.leg);

  return (
    <tr className="leg-notice-row">
      <td colSpan={9}>
        <div className="leg-fault" data-tone={wording.tone}>
          <div role="alert" key={fault.failedAtMs} className="flex items-start gap-2.5">
            <Icon glyph={wording.glyph} className="leg-fault-glyph mt-0.5" />
            <p className="max-w-[70ch] text-prose">
              <strong className="font-semibold text-body">{wording.title}.</strong>{' '}
              {wording.consequence}
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
              <dt>Length stated by the PBX</dt>
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
                {isRetrying ? 'Asking again' : isAboutFile(fault.code) ? 'Fetch again' : 'Try now'}
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
              {fault.detail}{' '}
              {secondsLeft === null
                ? `Asked at ${at}.${position >= 1 ? ` Your place at ${formatDuration(position)} is kept.` : ''}`
                : `Next try in ${secondsLeft < 60 ? `${secondsLeft} s` : formatDuration(secondsLeft)}`}
            </span>
          </div>
        </div>
      </td>
    </tr>
  );
}

const CANNOT_PLAY: ProblemWording = {
  tone: 'warn',
  glyph: FileWarning,
  title: 'This browser cannot play the audio',
  consequence: 'Download it, or open this call in another browser.',
  canRetry: true,
};

const wordingOf = (fault: LegFault): ProblemWording =>
  fault.code === 'cannot-play' ? CANNOT_PLAY : PROBLEM_WORDING[fault.code];
