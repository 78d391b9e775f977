'use client';

import History from 'lucide-react/icons/history';
import MousePointerClick from 'lucide-react/icons/mouse-pointer-click';
import Scissors from 'lucide-react/icons/scissors';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { type ReactNode, useMemo } from 'react';
import { SHORTFALL_SECONDS } from '@/components/playback/leg-probes';
import { useCallPlayer, usePlayerState } from '@/components/player/player-context';
import { Button } from '@/components/ui/button';
import { type Glyph, Icon } from '@/components/ui/icon';
import { formatAmount, formatDuration } from '@/components/wording/format-duration';
import type { Leg } from '@/lib/contract/call';
import { handFocusOn } from './hand-focus-on';
import { LegFaultNotice } from './leg-fault-notice';

/** Whatever there is to say about one leg's audio, below its row. Nothing, mostly. */
export function LegNotices({ leg }: { leg: Leg }) {
  const { player } = useCallPlayer();
  const fetchButton = useMemo(() => handFocusOn(leg.leg), [leg.leg]);
  const playback = usePlayerState((state) => state.legs[leg.leg]);
  const awaitsGesture = usePlayerState((state) => state.leg === leg.leg && state.awaitsGesture);
  const fault = playback?.fault ?? null;
  const fileSeconds = playback?.fileSeconds ?? null;
  const missing = fileSeconds === null ? 0 : leg.durationSeconds - fileSeconds;
  const position = player.position(leg.leg);
  const isAtEnd = position >= (fileSeconds ?? leg.durationSeconds) - 0.25;
  const isShort = missing > SHORTFALL_SECONDS;

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
      {!fault && missing < -SHORTFALL_SECONDS && (
        <LegNotice glyph={TriangleAlert} tone="text-warn">
          The file is {formatAmount(-missing)} longer than the PBX reported. All{' '}
          {formatDuration(fileSeconds ?? 0)} can be played.
        </LegNotice>
      )}
      {leg.warnings.map((warning) => (
        <LegNotice key={warning.code + warning.message} glyph={TriangleAlert} tone="text-warn">
          {warning.message}
        </LegNotice>
      ))}
    </>
  );
}

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
