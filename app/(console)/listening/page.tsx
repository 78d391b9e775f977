import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { ListeningPage } from '@/components/listening/listening-page';
import { isOfSittings, readLogAddress, toApiFilters } from '@/components/listening/log-filters';
import { daysLater, toZonedIso } from '@/components/wording/zoned-time';
import { firstData } from '@/lib/api/first-data';
import { logPeopleQuery, logQuery, sittingsQuery } from '@/lib/api/queries';
import type { FirstAnswer } from '@/lib/contract/first-answer';
import { parseLogQuery } from '@/lib/contract/listening-log';
import { parseSittingQuery } from '@/lib/contract/sittings';
import { paths } from '@/lib/paths';
import { pageRequest } from '@/lib/server/page-request';
import { runningLegato } from '@/lib/server/running.mjs';

export const metadata: Metadata = { title: 'Listening log' };

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** Who heard what, with the first rows if the database is quick. */
export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const given = await searchParams;
  const legato = runningLegato();
  const page = await pageRequest(paths.listening());
  const { actor } = page;
  const one = (name: string) => [given[name] ?? null].flat()[0] ?? null;
  const people = await legato.firstLogPeople(page);
  const today = toZonedIso(Date.now(), legato.timeZone).slice(0, 10);
  return (
    <HydrationBoundary state={firstData(logPeopleQuery.queryKey, paths.api.logPeople(), people)}>
      <HydrationBoundary state={await firstRows({ get: one })}>
        <ListeningPage
          role={actor.kind === 'person' ? actor.role : 'recording-manager'}
          week={daysLater(today, -7)}
        />
      </HydrationBoundary>
    </HydrationBoundary>
  );

  async function firstRows(address: { get(name: string): string | null }) {
    const filters = readLogAddress(address);
    const asked = toApiFilters(filters, legato.timeZone);
    const query = new URLSearchParams(asked);
    if (isOfSittings(filters)) {
      const parsed = parseSittingQuery(query);
      if (!parsed.ok) return null;
      const answer = asPages(await legato.firstSittings(parsed.value, page));
      return firstData(sittingsQuery(asked).queryKey, paths.api.sittings(query), answer);
    }
    const parsed = parseLogQuery(query);
    if (!parsed.ok) return null;
    const answer = asPages(await legato.firstLog(parsed.value, page));
    return firstData(logQuery(asked).queryKey, paths.api.log(query), answer);
  }
}

/** As a list that grows by parts is kept. */
function asPages<Value>(
  answer: FirstAnswer<Value>,
): FirstAnswer<{ pages: Value[]; pageParams: string[] }> {
  if (answer.status !== 'answered') return answer;
  return { status: 'answered', value: { pages: [answer.value], pageParams: [''] } };
}
