'use client';

import type { ReactNode } from 'react';
import { SpeedMenu, SpeedRadios, VolumeControl } from '@/components/player/player-controls';
import { ListeningMenu } from './listening-menu';
import { OverlapChoice } from './overlap-choice';
import { TransportKeys } from './transport-keys';
import { TransportReadout } from './transport-readout';
import { TransportToggles } from './transport-toggles';

/**
 * Where the playhead is, and the controls of the whole call. Docked at the bottom of a phone. What is given
 * stands in place of the leg's line.
 */
export function TransportDeck({ children }: { children?: ReactNode }) {
  return (
    <section aria-label="Player" className="transport">
      <TransportReadout>{children}</TransportReadout>
      <TransportKeys />
      <div className="transport-sound">
        <SpeedRadios className="transport-speeds" />
        <SpeedMenu label="Speed" className="transport-speed-menu" />
        <TransportToggles />
        <VolumeControl label="Volume" className="transport-volume" />
        <ListeningMenu />
      </div>
      <OverlapChoice className="transport-overlap" />
    </section>
  );
}
