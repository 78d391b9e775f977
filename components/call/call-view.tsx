'use client';

import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { Activity, type ReactNode, useDeferredValue, useEffect } from 'react';
import { LegList } from '@/components/legs/leg-list';
import { silentParts, speakParts } from '@/components/player/gap-words';
import { CallPlayerProvider, useCallPlayer } from '@/components/player/player-context';
import { PlayerKeepers } from '@/components/player/player-keepers';
import { CallStrip } from '@/components/strip/call-strip';
import { TransportDeck } from '@/components/transport/transport-deck';
import { AnnouncerProvider, useAnnounce } from '@/components/ui/announcer';
import { Notice } from '@/components/ui/notice';
import { kindWord, speakLeg } from '@/components/wording/leg-words';
import type { Call } from '@/lib/contract/call';
import { AskReason } from './ask-reason';
import { CallDetails } from './call-details';
import { CallFacts } from './call-facts';
import { CallKeys } from './call-keys';
import { LeftOff } from './left-off';
import { LinkedMoment } from './linked-moment';

interface CallViewProps {
  call: Call;
  /** Somebody waits for it in this page: legs and details follow in the next picture, and Play is there before. */
  isOpenedHere: boolean;
  /** What is to be said above the call. */
  children?: ReactNode;
}

/** One call: facts, the strip, the transport, its legs and its details. */
export function CallView({ call, isOpenedHere, children }: CallViewProps) {
  const isWhole = useDeferredValue(true, !isOpenedHere);
  return (
    <AnnouncerProvider>
      <CallPlayerProvider call={call} isOpenedHere={isOpenedHere}>
        <CallKeys />
        <LegAnnouncements />
        <PlayerKeepers />
        <AskReason />
        <div className="call-page">
          {children}
          <CallFacts call={call} />
          <LinkedMoment key={call.legs.map(({ leg }) => leg).join(' ')} />
          <CallWarnings call={call} />
          <CallStrip />
          <TransportDeck>
            <LeftOff />
          </TransportDeck>
          <div className="call-body">
            {isWhole && (
              // The browser makes each of them work by itself, after what is above.
              <>
                <Activity>
                  <div className="leg-list min-w-0">
                    <LegList />
                    <WhyKinds call={call} />
                  </div>
                </Activity>
                <Activity>
                  <CallDetails />
                </Activity>
              </>
            )}
          </div>
        </div>
      </CallPlayerProvider>
    </AnnouncerProvider>
  );
}

/** Parts of the PBX's reply that this page leaves out. Warnings about one leg are shown with the leg. */
function CallWarnings({ call }: { call: Call }) {
  const messages = [...new Set(call.warnings.map((warning) => warning.message))];
  if (messages.length === 0) return null;
  return (
    <section
      aria-label="Warnings"
      className="max-h-40 overflow-y-auto border-line border-b bg-surface px-4 py-2 sm:px-6"
    >
      <Notice tone="warn" glyph={TriangleAlert} className="max-w-200 [overflow-wrap:anywhere]">
        <strong className="font-semibold">Part of the PBX’s reply could not be used.</strong>{' '}
        {messages.join(' ')}
      </Notice>
    </section>
  );
}

/** How each leg got its kind. The PBX does not report kinds, so the reasons are one click away. */
function WhyKinds({ call }: { call: Call }) {
  const legs = call.legs.filter((leg) => leg.kind !== null);
  if (legs.length === 0) return null;
  return (
    <details className="why-kinds px-4 py-4 text-prose text-ink-2 sm:px-6">
      <summary className="w-fit rounded-key">
        Kinds are inferred; the PBX does not report them.{' '}
        <span className="text-ink underline underline-offset-3">Why each kind</span>
      </summary>
      <ul className="mt-2 grid gap-1">
        {legs.map((leg) => (
          <li key={leg.leg} className="grid grid-cols-[3rem_5rem_1fr] gap-2">
            <span className="tabular-nums">Leg {leg.leg}</span>
            {kindWord(leg) ? (
              <em className="text-inferred w-fit text-ink">{kindWord(leg)}</em>
            ) : (
              <span>no kind</span>
            )}
            <span className="[overflow-wrap:anywhere]">{leg.kind?.because}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Announces each change of leg once, and each gap when it is reached. Never the running time. */
function LegAnnouncements() {
  const { player, call, timeline } = useCallPlayer();
  const announce = useAnnounce();

  // The store is outside React, and announcing renders nothing.
  useEffect(() => {
    let spoken = player.getState();
    return player.subscribe(() => {
      const before = spoken;
      spoken = player.getState();
      const { leg: number, hasEnded, speed, gap, legs, alongside } = spoken;
      const legOf = (wanted: number) => call.legs.find(({ leg }) => leg === wanted);
      const leg = legOf(number);
      const startOf = (wanted: number) =>
        timeline.legs.find((placed) => placed.leg.leg === wanted)?.startSeconds ?? 0;
      // A leg that began before the current one is not news.
      const joined = alongside.find(
        (other) => !before.alongside.includes(other) && startOf(other) > startOf(number),
      );
      const joinedLeg = joined === undefined ? undefined : legOf(joined);
      if (number !== before.leg && leg) {
        if (!before.alongside.includes(number)) announce(speakLeg(leg));
      } else if (joinedLeg) announce(`${speakLeg(joinedLeg)}, at the same time`);
      else if (gap && gap !== before.gap) announce(speakParts(silentParts(timeline, gap, legs)));
      else if (hasEnded && !before.hasEnded) announce('The call has ended');
      else if (speed !== before.speed) announce(`Speed ${speed} times`);
    });
  }, [player, call, timeline, announce]);

  return null;
}
