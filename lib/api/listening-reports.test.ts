import { expect, test } from 'vitest';
import { ListeningReport } from '@/lib/contract/heard';
import { ApiProblem } from './api-problem';
import { createListeningReports, type ListeningReports } from './listening-reports';

interface Page {
  sent: ListeningReport[];
  last: ListeningReport[];
  timers: { callback: () => void; ms: number }[];
  answer: () => Promise<unknown>;
  takesLast: boolean;
  reports: ListeningReports;
}

function createPage(answer: () => Promise<unknown> = async () => ({})) {
  const sent: ListeningReport[] = [];
  const last: ListeningReport[] = [];
  const timers: { callback: () => void; ms: number }[] = [];
  let ids = 0;
  const page: Page = {
    sent,
    last,
    timers,
    answer,
    takesLast: true,
    reports: createListeningReports({
      uniqueId: '1.2',
      async send(report) {
        await page.answer();
        sent.push(ListeningReport.parse(report));
      },
      sendLast(report) {
        if (page.takesLast) last.push(report);
        return page.takesLast;
      },
      newId: () => `0b7c4b0e-2f0c-4f6e-9b53-0d5f6a3f2f1${(ids++).toString()}`,
      isOnline: () => true,
      setTimer: (callback, ms) => void timers.push({ callback, ms }),
    }),
  };
  return page;
}

const heard = (fromSeconds: number, toSeconds: number, leg = 1, speed = 1) => ({
  leg,
  fromSeconds,
  toSeconds,
  speed,
});
const lost = () =>
  Promise.reject(new ApiProblem({ code: 'network-lost', detail: '', address: '/' }));

test('pieces are joined, and sent as one report for each leg and speed', async () => {
  const { reports, sent, timers } = createPage();
  reports.add(heard(0, 1.00049));
  reports.add(heard(1, 2));
  reports.add(heard(2, 3, 1, 1.5));
  reports.add(heard(7, 8, 2));
  expect(timers.map(({ ms }) => ms)).toEqual([15_000]);
  timers[0]?.callback();
  await reports.flush();
  expect(sent.map(({ leg, speed, intervals }) => ({ leg, speed, intervals }))).toEqual([
    { leg: 1, speed: 1, intervals: [[0, 2]] },
    { leg: 1, speed: 1.5, intervals: [[2, 3]] },
    { leg: 2, speed: 1, intervals: [[7, 8]] },
  ]);
  expect(sent[0]?.listeningId).toBe(sent[1]?.listeningId);
  expect(sent[0]?.listeningId).not.toBe(sent[2]?.listeningId);
});

test('what a lost network kept back is sent with the next', async () => {
  const page = createPage(lost);
  page.reports.add(heard(0, 5));
  await page.reports.flush();
  expect(page.sent).toEqual([]);
  page.reports.add(heard(5, 9));
  page.answer = async () => ({});
  await page.reports.flush();
  expect(page.sent.map(({ intervals }) => intervals)).toEqual([[[0, 9]]]);
});

test('what the server refuses is not sent again', async () => {
  const page = createPage(() =>
    Promise.reject(new ApiProblem({ code: 'not-found', detail: '', address: '/', status: 404 })),
  );
  page.reports.add(heard(0, 5));
  await page.reports.flush();
  page.answer = async () => ({});
  await page.reports.flush();
  expect(page.sent).toEqual([]);
});

test('what is left as the page goes away is given to the browser', async () => {
  const page = createPage();
  page.reports.add(heard(0, 5));
  page.reports.leave();
  page.reports.leave();
  expect(page.last.map(({ intervals }) => intervals)).toEqual([[[0, 5]]]);
  page.takesLast = false;
  page.reports.add(heard(5, 6));
  page.reports.leave();
  await page.reports.flush();
  expect(page.sent.map(({ intervals }) => intervals)).toEqual([[[5, 6]]]);
});

test('of a thousand stretches the longest are kept', async () => {
  const { reports, sent } = createPage();
  for (let index = 0; index < 1_000; index += 1) {
    reports.add(heard(index * 10, index * 10 + 1 + index / 1_000));
  }
  await reports.flush();
  expect(sent[0]?.intervals).toHaveLength(500);
  expect(sent[0]?.intervals[0]?.[0]).toBe(5_000);
});
