'use client';

import { useCallPlayer } from '@/components/player/player-context';
import { LegRow } from './leg-row';

/** Every leg of the call with a player of its own; one of them sounds at a time. */
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
