import type { Actor } from './actor';
import { type Directory, isWithin } from './people/directory';

/** Whether an actor may read what somebody listened to on a day, `yyyy-MM-dd` in the PBX's zone. */
export type MayReadListening = (reader: Actor, listenerId: string, day: string) => boolean;

/**
 * Recording managers read everybody's listening, supervisors their own and that of who was in a team of theirs on that
 * day, agents their own. Whether the leg is theirs to hear is judged beside this.
 */
export function createListeningScope(directory: () => Directory): MayReadListening {
  return (reader, listenerId, day) => {
    if (reader.kind !== 'person') return reader.kind === 'system';
    if (reader.role === 'recording-manager' || reader.id === listenerId) return true;
    if (reader.role !== 'supervisor') return false;
    return directory()
      .supervisions(reader.id, listenerId)
      .some((span) => isWithin(day, span));
  };
}

/** Whoever was in a team of a supervisor on any day. */
export const everInTeamsOf = ({ teams }: Directory, supervisorId: string): readonly string[] => [
  ...new Set(
    teams
      .filter(({ supervisorIds }) => supervisorIds.includes(supervisorId))
      .flatMap(({ members }) => members.map(({ personId }) => personId)),
  ),
];
