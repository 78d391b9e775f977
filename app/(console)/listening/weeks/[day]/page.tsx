import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { WeekPage } from '@/components/listening/week-page';
import { daysLater, toZonedIso } from '@/components/wording/zoned-time';
import { may } from '@/lib/access/rights';
import { firstData } from '@/lib/api/first-data';
import { weekQuery } from '@/lib/api/queries';
import { paths } from '@/lib/paths';
import { pageRequest } from '@/lib/server/page-request';
import { runningLegato } from '@/lib/server/running.mjs';

export const metadata: Metadata = { title: 'Week review' };

/** A week of the log, for its reviewer; for everybody else there is no such page. */
export default async function Page({ params }: { params: Promise<{ day: string }> }) {
  const { day } = await params;
  const page = await pageRequest(paths.weekReview(day));
  if (!may(page.actor, 'review-listening') || !isDay(day)) notFound();
  const monday = mondayOf(day);
  if (monday !== day) redirect(paths.weekReview(monday));
  const legato = runningLegato();
  const answer = await legato.firstWeek(monday, page);
  const today = toZonedIso(Date.now(), legato.timeZone).slice(0, 10);
  return (
    <HydrationBoundary
      state={firstData(weekQuery(monday).queryKey, paths.api.week(monday), answer)}
    >
      <WeekPage monday={monday} thisMonday={mondayOf(today)} />
    </HydrationBoundary>
  );
}

const isDay = (day: string): boolean =>
  /^20\d\d-\d\d-\d\d$/.test(day) && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) === true;

/** A day of the week is the same in every zone. */
const mondayOf = (day: string): string =>
  daysLater(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
