import type { Actor } from '@/lib/access/actor';
import type { HearingReason } from '@/lib/access/hearable-legs';
import type { Desk } from '@/lib/access/open-desk';
import { isWithin, type Person } from '@/lib/access/people/directory';
import { isOfSystem } from '@/lib/access/people/fold-name';
import type { WhoCanHear } from '@/lib/contract/teams';
import type { NoojeeLeg } from '@/lib/noojee/leg';
import { findOpenLegs } from '../open-recording';
import type { Services } from '../services';
import { requireDesk } from './require-desk';

/**
 * Who can hear a call and why, person by person and leg by leg.
 *
 * @throws LegatoError `not-found`; NoojeeError when the PBX fails.
 */
export async function whoCanHear(
  services: Services,
  actor: Actor,
  uniqueId: string,
  signal?: AbortSignal,
): Promise<WhoCanHear> {
  const desk = requireDesk(services);
  const legs = await findOpenLegs(services, actor, uniqueId, null, signal);
  const heard = (await services.access.listening?.heardInCall(uniqueId, null)) ?? [];
  const isSystem = ({ username }: NoojeeLeg) => isOfSystem(username, desk.rules.systemUsers);
  const judged = legs.map((leg) => ({
    leg: leg.leg,
    owner: leg.username,
    isSystemUser: isSystem(leg),
    startedAt: leg.startedAt,
    durationSeconds: leg.durationSeconds,
    teamsThatDay: teamsOfOwner(desk, leg),
  }));
  return {
    uniqueId,
    sharesSystemLegs: desk.rules.sharesSystemLegs,
    legs: judged,
    people: desk
      .directory()
      .people.toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
      .map((person) => {
        const reasons = desk.explain(person.id, legs);
        const hears = reasons.filter((reason) => reason !== null).length;
        const reach: WhoCanHear['people'][number]['reach'] =
          hears === 0 ? 'none' : hears === legs.length ? 'all' : 'some';
        return {
          id: person.id,
          name: person.name,
          role: person.role,
          reach,
          legs:
            hears === 0
              ? []
              : legs.map((leg, index) => {
                  const reason = reasons[index] ?? null;
                  return {
                    hears: reason !== null,
                    because: reason ? wordsOf(reason) : whyNot(person, isSystem(leg)),
                  };
                }),
          why: hears === 0 ? whyNone(desk, person) : null,
          heardSeconds: heard
            .filter(({ personId }) => personId === person.id)
            .flatMap(({ heard: intervals }) => [...intervals])
            .reduce((sum, [from, to]) => sum + to - from, 0),
        };
      }),
  };
}

function teamsOfOwner(desk: Desk, { username, startedAt }: NoojeeLeg): string[] {
  const directory = desk.directory();
  const owner = directory.ownerOf(username ?? '');
  const day = startedAt.slice(0, 10);
  return directory.teams
    .filter(({ members }) =>
      members.some((member) => member.personId === owner?.id && isWithin(day, member)),
    )
    .map(({ name }) => name);
}

function wordsOf(reason: HearingReason): string {
  switch (reason.because) {
    case 'recording-manager':
      return 'recording manager';
    case 'own':
      return `own, ${reason.noojeeUsername}`;
    case 'team':
      return `team ${reason.team.name}`;
    case 'shared':
      return 'shared system leg';
  }
}

function whyNot({ role }: Person, isSystem: boolean): string {
  if (isSystem) return 'system leg';
  return role === 'supervisor' ? 'not their team' : 'not theirs';
}

function whyNone(desk: Desk, { isActive, role, id, noojeeUsernames }: Person): string {
  if (!isActive) return 'switched off: hears nothing';
  if (role === 'supervisor') {
    const teams = desk.directory().teams.filter((team) => team.supervisorIds.includes(id));
    return teams.length === 0
      ? 'no leg of theirs, supervises no team'
      : `no leg of theirs, and none of their teams' on that day`;
  }
  if (noojeeUsernames.length === 0) return 'no Noojee username: no leg can be theirs';
  return 'no leg of theirs, supervises nobody';
}
