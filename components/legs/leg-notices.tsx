'use client';

import { useQuery } from '@tanstack/react-query';
import History from 'lucide-react/icons/history';
import Info from 'lucide-react/icons/info';
import MousePointerClick from 'lucide-react/icons/mouse-pointer-click';
import Scissors from 'lucide-react/icons/scissors';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import Link from 'next/link';
import { type ReactNode, useMemo } from 'react';
import { AGREEING_SECONDS, type LegLength } from '@/components/call-time/leg-length';
import { isAboutFile, type LegFault } from '@/components/playback/probe-audio';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import { useLegLength } from '@/components/player/use-leg-length';
import { ProblemDetails } from '@/components/states/problem-details';
import { problemWording } from '@/components/states/problem-wording';
import { formatCountdown, useRetryCountdown } from '@/components/states/use-retry-countdown';
import { Button, buttonClass } from '@/components/ui/button';
import { type Glyph, Icon } from '@/components/ui/icon';
import { formatClock } from '@/components/wording/format-clock';
import { formatAmount, formatDuration } from '@/components/wording/format-duration';
import { usePbxZone } from '@/components/wording/pbx-zone';
import { toZonedIso } from '@/components/wording/zoned-time';
import type { Leg } from '@/lib/contract/call';
import { paths } from '@/lib/paths';

/** Everything there is to say about one leg's audio, below its row. Usually nothing. */
export function LegNotices({ leg }: { leg: Leg }) {
  const { player } = useCallPlayer();
  const fetchButton = useMemo(() => handFocusOn(leg.leg), [leg.leg]);
  const playback = usePlayerState((state) => state.legs[leg.leg]);
  const awaitsGesture = usePlayerState((state) => state.leg === leg.leg && state.awaitsGesture);
  const fault = playback?.fault ?? null;
  const length = useLegLength(leg);
  const isFound = length.from === 'measured' || length.from === 'element';
  // Where the download stopped is known to the element first.
  const fileSeconds = isFound
    ? length.seconds
    : playback?.isBrokenOff
      ? playback.fileSeconds
      : null;
  const missing = fileSeconds === null ? 0 : (length.placedSeconds ?? 0) - fileSeconds;
  const position = player.position(leg.leg);
  const isAtEnd = position >= (length.seconds ?? Number.POSITIVE_INFINITY) - 0.25;
  const isShort = missing > AGREEING_SECONDS;

  return (
    <>
      {awaitsGesture && (
        <LegNotice glyph={MousePointerClick} tone="text-ink-2">
          Press play to hear leg {leg.leg}
          {isAtEnd ? '' : ` from ${formatDuration(position)}`}. This browser does not start sound on
          its own.
        </LegNotice>
      )}
      {fault && (
        <LegFaultNotice leg={leg} fault={fault} isRetrying={playback?.isRetrying ?? false} />
      )}
      {!fault && playback?.isBrokenOff && (isShort || fileSeconds === null) && (
        <LegNotice glyph={Scissors} tone="text-warn" isAlert>
          The download stopped{' '}
          {isShort
            ? `at ${formatDuration(fileSeconds ?? 0)}; the last ${formatAmount(missing)} are missing.`
            : 'before its end.'}{' '}
          The part that arrived plays.{' '}
          <Button
            ref={fetchButton}
            size="bar"
            className="ml-1"
            aria-disabled={playback.isRetrying}
            onClick={() => player.retry(leg.leg, player.getState().isPlaying)}
          >
            <Icon glyph={History} size={14} />
            {playback.isRetrying ? 'Asking the PBX again' : 'Fetch again'}
          </Button>
        </LegNotice>
      )}
      {!fault && isShort && !playback?.isBrokenOff && (
        <LegNotice glyph={TriangleAlert} tone="text-warn">
          The file is {formatAmount(missing)} shorter than the PBX reported. It ends at{' '}
          {formatDuration(fileSeconds ?? 0)}.
        </LegNotice>
      )}
      {leg.warnings.map((warning) => (
        <LegNotice key={warning.code + warning.message} glyph={TriangleAlert} tone="text-warn">
          {warning.message}
        </LegNotice>
      ))}
      {!fault && isFound && !isShort && !agrees(leg, length) && (
        <LegNotice glyph={TriangleAlert} tone="text-warn">
          {hasStated(leg) && <>The PBX states {formatDuration(leg.durationSeconds)}; the </>}
          {!hasStated(leg) && 'The '}
          recording is {formatDuration(length.seconds ?? 0)} long.
        </LegNotice>
      )}
      {!fault && length.from === 'unknown' && leg.access === 'open' && (
        <LegNotice glyph={Info} tone="text-ink-2">
          Its length will be known once it has been measured. It can be played already.
        </LegNotice>
      )}
    </>
  );
}

const agrees = (leg: Leg, { seconds }: LegLength) =>
  seconds === null || Math.abs(seconds - leg.durationSeconds) <= AGREEING_SECONDS;

/** Where nothing readable came, a length of 0 was not stated. */
const hasStated = ({ durationSeconds, warnings }: Leg) =>
  durationSeconds > 0 || !warnings.some(({ code }) => code.endsWith('duration'));

interface LegNoticeProps {
  glyph: Glyph;
  tone: string;
  isAlert?: boolean;
  children: ReactNode;
}

/** One line below a leg, icon first. */
function LegNotice({ glyph, tone, isAlert = false, children }: LegNoticeProps) {
  return (
    <tr className="leg-notice-row">
      <td colSpan={9}>
        <div className="leg-notice" role={isAlert ? 'alert' : undefined}>
          <Icon glyph={glyph} size={14} className={`mt-0.5 ${tone}`} />
          <p className={tone}>{children}</p>
        </div>
      </td>
    </tr>
  );
}

interface LegFaultNoticeProps {
  leg: Leg;
  fault: LegFault;
  isRetrying: boolean;
}

/** Why a leg does not play, and what to do. The rest of the call is not affected. */
function LegFaultNotice({ leg, fault, isRetrying }: LegFaultNoticeProps) {
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

interface OriginalLinkProps {
  uniqueId: string;
  leg: number;
}

/** Saves the PBX's file of a leg that cannot be played; nothing if the PBX sent no file. */
function OriginalLink({ uniqueId, leg }: OriginalLinkProps) {
  const address = paths.api.originalDownload(uniqueId, leg);
  const { data: isThere } = useQuery({
    queryKey: ['original', uniqueId, leg],
    queryFn: async ({ signal }) => (await fetch(address, { method: 'HEAD', signal })).ok,
    retry: false,
  });
  if (!isThere) return null;
  return (
    <a href={address} download className={buttonClass({ size: 'bar' })}>
      Download original file
    </a>
  );
}

/**
 * A ref for a button that disappears once it has worked: focus then moves to the leg's
 * play button instead of to the top of the page. Keep it stable over renders.
 */
function handFocusOn(leg: number) {
  return (button: HTMLButtonElement | null) => {
    if (!button) return;
    return () => {
      if (document.activeElement !== button) return;
      document.querySelector<HTMLElement>(`[data-leg-play="${leg}"]`)?.focus();
    };
  };
}
