'use client';

import { LegList } from '@/components/legs/leg-list';
import { CallPlayerProvider } from '@/components/player/player-context';
import { PlayerKeepers } from '@/components/player/player-keepers';
import { CallStrip } from '@/components/strip/call-strip';
import { TransportDeck } from '@/components/transport/transport-deck';
import { AnnouncerProvider } from '@/components/ui/announcer';
import type { Call } from '@/lib/contract/call';
import { CallDetails } from './call-details';
import { CallFacts } from './call-facts';
import { CallKeys } from './call-keys';
import { CallWarnings } from './call-warnings';
import { LegAnnouncements } from './leg-announcements';
import { LinkedMoment } from './linked-moment';
import { WhyKinds } from './why-kinds';

/** One call: facts, the strip, the transport, its legs and its details. */
export function CallView({ call }: { call: Call }) {
  return (
    <AnnouncerProvider>
      <CallPlayerProvider call={call}>
        <CallKeys />
        <LegAnnouncements />
        <PlayerKeepers />
        <div className="call-page">
          <CallFacts call={call} />
          <LinkedMoment />
          <CallWarnings call={call} />
          <CallStrip />
          <TransportDeck />
          <div className="call-body">
            <div className="leg-list min-w-0">
              <LegList />
              <WhyKinds call={call} />
            </div>
            <CallDetails />
          </div>
        </div>
      </CallPlayerProvider>
    </AnnouncerProvider>
  );
}
