import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { PeopleList, PersonDetails, TokenList } from '@/lib/contract/people';
import { TeamHeard, TeamList, WhoCanHear } from '@/lib/contract/teams';
import { paths } from '@/lib/paths';
import { requestJson } from './request-json';

/** Everybody who is in Legato. Fails with ApiProblem. */
export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => requestJson(PeopleList, paths.api.people(), { signal }),
  staleTime: 10_000,
});

/** One person, and what he can hear of the legs of a day; today's where none is named. Fails with ApiProblem. */
export function personQuery(personId: string, day?: string) {
  return queryOptions({
    queryKey: day === undefined ? ['person', personId] : ['person', personId, day],
    queryFn: ({ signal }) =>
      requestJson(PersonDetails, paths.api.person(personId, day), { signal }),
    staleTime: 10_000,
  });
}

/** All teams. Fails with ApiProblem. */
export const teamsQuery = queryOptions({
  queryKey: ['teams'],
  queryFn: ({ signal }) => requestJson(TeamList, paths.api.teams(), { signal }),
  staleTime: 10_000,
});

/** What has been heard this week of the legs of a team. Fails with ApiProblem. */
export function teamHeardQuery(teamId: string) {
  return queryOptions({
    queryKey: ['team-heard', teamId],
    queryFn: ({ signal }) => requestJson(TeamHeard, paths.api.heardOfTeam(teamId), { signal }),
    staleTime: 10_000,
  });
}

/** The tokens of everybody. Fails with ApiProblem. */
export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) => requestJson(TokenList, paths.api.tokens(), { signal }),
  staleTime: 10_000,
});

/** One's own tokens. Fails with ApiProblem. */
export const ownTokensQuery = queryOptions({
  queryKey: ['own-tokens'],
  queryFn: ({ signal }) => requestJson(TokenList, paths.api.ownTokens(), { signal }),
});

/** Who can hear a call, and why. Fails with ApiProblem, `not-found` included. */
export function whoCanHearQuery(uniqueId: string) {
  return queryOptions({
    queryKey: ['who-can-hear', uniqueId],
    queryFn: ({ signal }) => requestJson(WhoCanHear, paths.api.whoCanHear(uniqueId), { signal }),
    staleTime: 10_000,
  });
}

/** After a change: all that is shown of people is asked for again. */
export const refreshPeople = (client: QueryClient): Promise<unknown> =>
  Promise.all(
    ['people', 'person', 'teams', 'team-heard', 'tokens', 'who-can-hear'].map((name) =>
      client.invalidateQueries({ queryKey: [name] }),
    ),
  );
