import type { OwnerHeard } from '@/lib/access/audit/week/read-owners-heard';
import { type Directory, isWithin, Role, type Team } from '@/lib/access/people/directory';
import type { TeamHeard } from '@/lib/contract/teams';
import { LegatoError } from '@/lib/errors';
import { weekOf } from '../rules/week-days';
import type { Services } from '../services';
import { requireDesk, requireTeamById, todayOf } from './require-desk';

type HeardServices = Pick<Services, 'access' | 'rules' | 'now'> & {
  review: Pick<Services['review'], 'timeZone'>;
};

/**
 * What has been heard this week of the legs of a team, by whom. A leg is the team's where its owner was in it on the
 * day of the leg. It is everybody's listening: for those who may review that.
 *
 * @throws LegatoError `not-found`, `database-unavailable`.
 */
export async function heardThisWeek(services: HeardServices, teamId: string): Promise<TeamHeard> {
  const { access, review } = services;
  const desk = requireDesk(services);
  const team = requireTeamById(desk, teamId);
  if (!access.log) throw new LegatoError('not-found', 'This Legato keeps no log.');
  const directory = desk.directory();
  const today = todayOf(services);
  const { days, startsMs, endMs } = weekOf(today, review.timeZone);
  const span = { fromMs: startsMs[0] ?? endMs, toMs: endMs };
  const owned = (await access.log.ownersHeard.owners(span)).flatMap((owner) => {
    const ownerId = directory.ownerOf(owner)?.id;
    return team.members
      .filter((member) => member.personId === ownerId)
      .map(({ personId, firstDay, lastDay }) => ({ owner, personId, firstDay, lastDay }));
  });
  const heard = owned.length === 0 ? [] : await access.log.ownersHeard.heard(span, owned);
  const agents = agentsOf(directory, team, days, heard);
  const secondsOf = (isMeant: (row: OwnerHeard) => boolean) =>
    agents.map(({ personId }) =>
      heard
        .filter((row) => row.personId === personId && isMeant(row))
        .reduce((sum, { seconds }) => sum + seconds, 0),
    );
  return {
    teamId,
    from: days[0] ?? today,
    today,
    agents,
    listeners: listenersOf(directory, team, heard).map((listener) => ({
      ...listener,
      seconds: secondsOf(
        ({ listenerId, personId }) => listenerId === listener.personId && listenerId !== personId,
      ),
    })),
    ownSeconds: secondsOf(({ listenerId, personId }) => listenerId === personId),
    anyoneSeconds: secondsOf(({ listenerId }) => listenerId === null),
  };
}

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'en');

/** Who was in the team on a day of the week, and who was before where a leg of then was heard. */
function agentsOf(
  directory: Directory,
  { members }: Team,
  days: readonly string[],
  heard: readonly OwnerHeard[],
): TeamHeard['agents'] {
  const lengths = new Map(
    heard.flatMap(({ listenerId, personId, legsSeconds }) =>
      listenerId === null ? [[personId, legsSeconds] as const] : [],
    ),
  );
  const ofWeek = members.filter((member) => days.some((day) => isWithin(day, member)));
  const ids = new Set([...ofWeek.map(({ personId }) => personId), ...lengths.keys()]);
  return [...ids]
    .map((personId) => ({
      personId,
      name: directory.person(personId)?.name ?? 'Somebody',
      legsSeconds: lengths.get(personId) ?? 0,
    }))
    .toSorted(byName);
}

/** The supervisors of the team, whether they listened or not, then whoever else heard a leg that is not his own. */
function listenersOf(directory: Directory, { supervisorIds }: Team, heard: readonly OwnerHeard[]) {
  const supervisors = supervisorIds.flatMap((id) => directory.person(id) ?? []);
  const others = new Map(
    heard.flatMap(({ listenerId, listenerName, listenerRole, personId }) => {
      if (listenerId === null || listenerId === personId || supervisorIds.includes(listenerId)) {
        return [];
      }
      // Who is not known any more stands there as the log has him.
      const { name = listenerName, role = Role.safeParse(listenerRole).data ?? null } =
        directory.person(listenerId) ?? {};
      return [[listenerId, { personId: listenerId, name, role }] as const];
    }),
  );
  return [
    ...supervisors.map(({ id: personId, name, role }) => ({ personId, name, role })).sort(byName),
    ...[...others.values()].sort(byName),
  ];
}
