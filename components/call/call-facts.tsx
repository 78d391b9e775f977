'use client';

import Download from 'lucide-react/icons/download';
import LinkGlyph from 'lucide-react/icons/link';
import Link from 'next/link';
import { coverageOf } from '@/components/call-time/coverage';
import { seekTarget } from '@/components/call-time/position-in-call';
import { DirectionMark, directionName } from '@/components/direction/direction-mark';
import { ariaKeys, capsOf } from '@/components/keyboard/shortcuts';
import { useShortcuts } from '@/components/keyboard/use-shortcuts';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import { useGuardedLink } from '@/components/player/start-download';
import { useCallAudio } from '@/components/player/use-call-audio';
import { Button, buttonClass } from '@/components/ui/button';
import { CopyButton, useCopy } from '@/components/ui/copy-button';
import { Icon } from '@/components/ui/icon';
import { Tooltip } from '@/components/ui/tooltip';
import { useIsManager } from '@/components/ui/viewer';
import { formatMoment } from '@/components/wording/format-clock';
import { speakDuration } from '@/components/wording/format-duration';
import { formatCaller, formatNumber } from '@/components/wording/format-number';
import { usePbxZone } from '@/components/wording/pbx-zone';
import type { Call } from '@/lib/contract/call';
import { dialledNumber } from '@/lib/contract/dialled-number';
import { isShortName, TAG_MAX_LENGTH } from '@/lib/contract/query-limits';
import { visibleText } from '@/lib/contract/visible-text';
import { paths } from '@/lib/paths';
import { CoverageBar } from './coverage-section';

/** Who called whom, when, under which tag, and how much of it was recorded. */
export function CallFacts({ call }: { call: Call }) {
  const timeZone = usePbxZone();
  const isManager = useIsManager();
  const dialled = dialledNumber(call);
  return (
    <header className="flex flex-col gap-1.5 border-line border-b bg-surface px-4 pt-3.5 pb-3 sm:px-6">
      <div className="flex items-start gap-x-3 gap-y-2 sm:items-center">
        {call.direction && (
          <span className="rounded-key border border-line-strong px-2 py-0.5 font-medium text-small max-sm:hidden">
            <DirectionMark direction={call.direction} />
          </span>
        )}
        <h1 className="min-w-0 text-title tabular-nums [overflow-wrap:anywhere] max-sm:pt-2 max-sm:text-dialog">
          {formatCaller(call.source)}{' '}
          <span className="font-normal text-ink-3">
            <span aria-hidden>→</span>
            <span className="sr-only">to</span>
          </span>{' '}
          {dialled ? formatNumber(dialled) : 'unknown'}
        </h1>
        <span className="ml-auto flex gap-2">
          <CopyMomentButton />
          <DownloadCallLink uniqueId={call.uniqueId} />
        </span>
      </div>
      <ul className="flex flex-wrap items-center gap-x-6 gap-y-1 max-sm:gap-x-4">
        <li className="font-medium">
          {call.direction && (
            <span className="font-normal text-ink-2 sm:hidden">
              {directionName(call.direction)},{' '}
            </span>
          )}
          <time dateTime={call.startedAt}>{formatMoment(call.startedAt, timeZone)}</time>
        </li>
        {call.tags.length === 0 && <li className="text-ink-3">No tag</li>}
        {call.tags.map((tag) => (
          <li key={tag} className="flex min-w-0 items-center gap-1.5">
            <span className="text-ink-3">Tag</span>
            <TagLink tag={tag} />
            <CopyButton text={tag} label={`Copy tag ${visibleText(tag)}`} />
          </li>
        ))}
        <li className="flex min-w-0 items-center gap-1.5">
          <span className="text-ink-3">Unique id</span>
          <span className="text-id font-semibold [overflow-wrap:anywhere]">
            <bdi>{visibleText(call.uniqueId)}</bdi>
          </span>
          <CopyButton text={call.uniqueId} label="Copy unique id" />
        </li>
        {isManager && (
          <li>
            <Link
              href={paths.rights(call.uniqueId)}
              prefetch={false}
              className="underline decoration-line-strong underline-offset-3 hover:decoration-ink"
            >
              Who can hear this call
            </Link>
          </li>
        )}
        <li>
          <KnownCoverage />
        </li>
      </ul>
    </header>
  );
}

/** What the PBX reports as recorded, minus what turned out to be missing. */
function KnownCoverage() {
  const { timeline } = useCallPlayer();
  const { lost } = useCallAudio();
  const { durationSeconds, notRecordedSeconds, lostSeconds, unknownSeconds } = coverageOf(
    timeline,
    lost,
  );
  return (
    <CoverageBar
      recordedSeconds={durationSeconds - notRecordedSeconds - lostSeconds}
      durationSeconds={durationSeconds}
      unknownSeconds={unknownSeconds}
    />
  );
}

/** Copies a link to the playhead's moment, or to the selection if there is one. */
function CopyMomentButton() {
  const { player, call, timeline } = useCallPlayer();
  const hasRange = usePlayerState((state) => state.loop !== null);
  const name = hasRange ? 'Copy link to this range' : 'Copy link to this moment';
  const { said, copy } = useCopy();

  function copyMoment() {
    const { loop, leg } = player.getState();
    const from = loop && seekTarget(timeline, loop.startSeconds, leg);
    const moment = from
      ? { ...from, endOffsetSeconds: from.offsetSeconds + loop.endSeconds - loop.startSeconds }
      : { leg, offsetSeconds: player.position() };
    void copy(new URL(paths.call(call.uniqueId, moment), window.location.href).href);
  }
  useShortcuts('call', { 'copy-link': copyMoment });

  return (
    <Tooltip label={said || name} keys={said ? [] : capsOf('copy-link')} align="end">
      <Button
        size="bar"
        aria-keyshortcuts={ariaKeys('copy-link')}
        // The moment changes all the time: it is named when the button gets focus, not every second.
        onFocus={(event) => {
          const at = speakDuration(player.callPosition());
          event.currentTarget.setAttribute('aria-description', `To ${at}`);
        }}
        onClick={copyMoment}
      >
        <Icon glyph={LinkGlyph} size={14} />
        <span className="max-sm:sr-only">{name}</span>
      </Button>
      <span role="status" className="sr-only">
        {said}
      </span>
    </Tooltip>
  );
}

/** Saves all legs with what is known about them, and a page that plays them without Legato. */
/** To all calls of a tag. One that no address can hold is text alone. */
function TagLink({ tag }: { tag: string }) {
  const shown = <bdi>{visibleText(tag)}</bdi>;
  const className = 'text-id font-semibold [overflow-wrap:anywhere]';
  return isShortName(tag, TAG_MAX_LENGTH) ? (
    <Link
      href={paths.search({ tag })}
      // Fetched ahead it would ask the PBX for calls that nobody wants to see yet.
      prefetch={false}
      className={`${className} underline decoration-line-strong underline-offset-3 hover:decoration-ink`}
    >
      {shown}
    </Link>
  ) : (
    <span className={className}>{shown}</span>
  );
}

function DownloadCallLink({ uniqueId }: { uniqueId: string }) {
  const guard = useGuardedLink();
  return (
    <Tooltip
      label="Download whole call: all legs as a ZIP, with a page that plays them"
      keys={capsOf('download-call')}
      align="end"
    >
      <a
        href={paths.api.callDownload(uniqueId)}
        download
        onClick={guard}
        aria-keyshortcuts={ariaKeys('download-call')}
        className={buttonClass({ size: 'bar' })}
      >
        <Icon glyph={Download} size={14} />
        <span className="max-sm:sr-only">Download whole call</span>
      </a>
    </Tooltip>
  );
}
