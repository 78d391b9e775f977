'use client';

import { useCallback, useMemo } from 'react';
import { placeAt } from '@/components/call-time/position-in-call';
import { useShortcuts } from '@/components/keyboard/use-shortcuts';
import { useCallPlayer } from '@/components/player/player-context';
import { useCallAudio, useCallClock } from '@/components/player/use-call-audio';
import { useAnnounce } from '@/components/ui/announcer';
import { speakDuration } from '@/components/wording/format-duration';
import { StripClock, StripLegend } from './strip-head';
import { UnheardCue } from './strip-heard-rail';
import { createTextMeasure } from './strip-labels';
import { StripOverview } from './strip-overview';
import { planStrip } from './strip-plan';
import { createStripScale } from './strip-scale';
import { StripSlider } from './strip-slider';
import { differsOnPhones } from './strip-window';
import { StripZoom } from './strip-zoom';
import { useFolding } from './use-folding';
import { useStripSize } from './use-strip-size';
import { useStripWindow } from './use-strip-window';
import { useWantedSounds } from './use-wanted-sounds';

/** The legs of the call to scale, on the chosen clock, with the playhead across all of it. */
export function CallStrip() {
  const { player, timeline } = useCallPlayer();
  const announce = useAnnounce();
  const [ref, size, isMeasured] = useStripSize();
  const audio = useCallAudio();
  const { clock, listening } = useCallClock();
  const { widthPx, textScale, fontFamily, hasFont } = size;
  const view = useStripWindow(clock, widthPx);
  const { window } = view;
  // A phone shows another window of it: its room is kept, and it is drawn when the width is known.
  const isPhoneGuess = !isMeasured && differsOnPhones(clock.durationSeconds, widthPx);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was measured in another font is forgotten
  const measure = useMemo(
    () => createTextMeasure(textScale, fontFamily),
    [textScale, fontFamily, hasFont],
  );
  const settled = useMemo(() => createStripScale(window, widthPx, clock), [window, widthPx, clock]);
  useWantedSounds(settled, isMeasured);
  const scale = useFolding(settled, clock.kind, isMeasured);
  const plan = useMemo(
    () => planStrip({ timeline, audio, clock: clock.kind }, scale, measure),
    [timeline, audio, clock.kind, scale, measure],
  );

  const seekTo = useCallback(
    (seconds: number, leg?: number) => {
      const placed = timeline.legs.find((candidate) => candidate.leg.leg === leg);
      if (placed) {
        player.seek({ leg: placed.leg.leg, offsetSeconds: seconds - placed.startSeconds });
        return;
      }
      const place = placeAt(timeline, seconds);
      player.seekCall(seconds);
      const gap = timeline.gaps.find((g) => seconds >= g.startSeconds && seconds < g.endSeconds);
      if (gap && place.in === 'gap') {
        announce(`${speakDuration(gap.endSeconds - gap.startSeconds)} not recorded`);
      }
    },
    [timeline, player, announce],
  );

  const zoom = (direction: 'in' | 'out') => view.zoom(direction === 'in' ? 0.5 : 2);
  useShortcuts('call', { 'zoom-in': () => zoom('in'), 'zoom-out': () => zoom('out') });

  return (
    <section aria-label="Legs to scale" className="strip-section">
      <div className="strip-head">
        <StripClock clock={clock} listening={listening} />
        <div className="strip-tools">
          <StripLegend
            clock={clock}
            hasSilentLegs={plan.legs.some((leg) => leg.silentBecause !== null)}
          />
          <StripZoom
            isWhole={view.isWhole}
            hasRoomOnPhones={isPhoneGuess}
            spanSeconds={view.spanSeconds}
            onZoom={zoom}
            onWhole={view.showAll}
          />
        </div>
      </div>
      {(view.isWindowed || isPhoneGuess) && (
        <StripOverview
          isForPhones={!view.isWindowed}
          window={settled}
          onMove={view.centre}
          onResize={view.resize}
        />
      )}
      <div className="px-4 sm:px-6">
        <div ref={ref}>
          <StripSlider
            plan={plan}
            clock={clock}
            view={view}
            isHiddenOnPhones={isPhoneGuess}
            onSeek={seekTo}
          />
        </div>
        <UnheardCue clock={clock} />
      </div>
    </section>
  );
}
