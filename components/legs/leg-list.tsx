'use client';

import FileX from 'lucide-react/icons/file-x';
import Lock from 'lucide-react/icons/lock';
import { ariaKeys } from '@/components/keyboard/shortcuts';
import { ownerClass } from '@/components/owner/owner-colours';
import { OwnerSwatch } from '@/components/owner/owner-swatch';
import { isSoundless } from '@/components/playback/probe-audio';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import { useLegLength } from '@/components/player/use-leg-length';
import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { PlayButton } from '@/components/ui/play-button';
import { Tooltip } from '@/components/ui/tooltip';
import { formatClock } from '@/components/wording/format-clock';
import { formatDuration } from '@/components/wording/format-duration';
import { formatCaller, formatNumber } from '@/components/wording/format-number';
import { kindWord, ownerName } from '@/components/wording/leg-words';
import { usePbxZone } from '@/components/wording/pbx-zone';
import type { Leg } from '@/lib/contract/call';
import { visibleText } from '@/lib/contract/visible-text';
import { LegDownload } from './leg-download';
import { LegInlinePlayer } from './leg-inline-player';
import { LegNotices } from './leg-notices';

/** Every leg of the call with its own player; one of them plays at a time. */
export function LegList() {
  const { call } = useCallPlayer();
  return (
    <table className="leg-table">
      <caption className="sr-only">Legs of the call</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="sr-only">Play</span>
          </th>
          <th scope="col">Leg</th>
          <th scope="col">Kind, inferred</th>
          <th scope="col">Owner</th>
          <th scope="col">From → to</th>
          <th scope="col">Start</th>
          <th scope="col" className="text-right">
            Length
          </th>
          <th scope="col">Listen to this leg</th>
          <th scope="col">
            <span className="sr-only">Download</span>
          </th>
        </tr>
      </thead>
      {call.legs.map((leg) => (
        <LegRow key={leg.leg} leg={leg} />
      ))}
    </table>
  );
}

/** One leg: its facts, its player, and below them anything that is wrong with its audio. */
function LegRow({ leg }: { leg: Leg }) {
  const { call, colours, player } = useCallPlayer();
  const timeZone = usePbxZone();
  const isSelected = usePlayerState((state) => state.leg === leg.leg);
  const isPlaying = usePlayerState(
    ({ leg: main, alongside, isPlaying: isAny }) =>
      isAny && (main === leg.leg || alongside.includes(leg.leg)),
  );
  const isWaiting = usePlayerState((state) => state.leg === leg.leg && state.isWaiting);
  const faultCode = usePlayerState((state) => state.legs[leg.leg]?.fault?.code ?? null);
  const hasNoSound = isSoundless(faultCode);
  const colour = leg.username === null ? undefined : colours.get(leg.username);
  const kind = kindWord(leg);
  const isOpen = leg.access === 'open';
  const { shownSeconds } = useLegLength(leg);

  return (
    <tbody
      data-selected={isSelected || undefined}
      className={classNames('leg-group', ownerClass(colour))}
    >
      <tr className="leg-row" aria-current={isSelected ? 'true' : undefined}>
        <td className="leg-cell-play">
          {hasNoSound ? (
            <button
              type="button"
              aria-disabled
              data-leg-play={leg.leg}
              aria-label={`Leg ${leg.leg}, ${faultCode === 'recording-gone' ? 'audio not found on the PBX' : 'no sound in it'}`}
              className="flex size-7 items-center justify-center rounded-full border border-control border-dashed text-ink-2 pointer-coarse:size-11"
            >
              <Icon glyph={FileX} size={14} />
            </button>
          ) : isOpen ? (
            <PlayButton
              size="row"
              data-leg-play={leg.leg}
              isPlaying={isPlaying}
              isWaiting={isWaiting}
              isStrong={isPlaying}
              aria-label={isPlaying ? `Pause leg ${leg.leg}` : `Play leg ${leg.leg}`}
              aria-keyshortcuts={leg.leg <= 9 ? ariaKeys('play-leg', String(leg.leg)) : undefined}
              onClick={() => player.toggle(leg.leg)}
            />
          ) : (
            <button
              type="button"
              aria-disabled
              data-leg-play={leg.leg}
              aria-label={`Leg ${leg.leg}, not yours to hear`}
              className="flex size-7 items-center justify-center rounded-full border border-control border-dashed text-ink-2"
            >
              <Icon glyph={Lock} size={14} />
            </button>
          )}
        </td>
        <th scope="row" className="leg-cell-number">
          {leg.leg}
        </th>
        <td className="leg-cell-kind">
          {kind ? (
            <Tooltip label={leg.kind?.because ?? ''} align="start" isLong>
              <em className="text-inferred">{kind}</em>
            </Tooltip>
          ) : (
            <span className="text-ink-3">–</span>
          )}
        </td>
        <td className="leg-cell-owner">
          <span className="flex items-center gap-1.5">
            {isOpen && <OwnerSwatch colour={colour} />}
            <bdi
              title={visibleText(leg.username ?? '') || undefined}
              className={classNames('truncate', leg.username === null && 'text-ink-2')}
            >
              {ownerName(leg)}
            </bdi>
          </span>
        </td>
        <td
          className="leg-cell-ends"
          title={visibleText(`${leg.source ?? ''} → ${leg.destination ?? ''}`)}
        >
          {isOpen ? (
            <>
              <bdi>{formatCaller(leg.source)}</bdi> <span className="text-ink-3">→</span>{' '}
              <bdi
                className={(leg.destination ?? '').length < 20 ? 'whitespace-nowrap' : undefined}
              >
                {leg.destination ? formatNumber(leg.destination) : 'unknown'}
              </bdi>
            </>
          ) : (
            <span className="text-ink-3">–</span>
          )}
        </td>
        <td className="leg-cell-start">
          <time dateTime={leg.startedAt}>{formatClock(leg.startedAt, timeZone)}</time>
        </td>
        <td className="leg-cell-length">
          {shownSeconds === null ? (
            <span className="text-ink-3" title="Length not known yet">
              –
            </span>
          ) : (
            formatDuration(shownSeconds)
          )}
        </td>
        <td className="leg-cell-listen">
          {hasNoSound ? (
            <span className="text-ink-2">Nothing to play</span>
          ) : isOpen ? (
            <LegInlinePlayer leg={leg} isSelected={isSelected} />
          ) : (
            <span className="text-ink-2">Ask a recording manager</span>
          )}
        </td>
        <td className="leg-cell-download">
          {isOpen && !hasNoSound && (
            <LegDownload uniqueId={call.uniqueId} leg={leg.leg} isSelected={isSelected} />
          )}
        </td>
      </tr>
      <LegNotices leg={leg} />
    </tbody>
  );
}
