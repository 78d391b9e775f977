import type { CallQuery } from './contract/search';

/** A moment of a leg, or a range that begins there. */
interface LinkedMoment {
  leg: number;
  offsetSeconds: number;
  /** Seconds since the leg began; the range may go on into later legs. */
  endOffsetSeconds?: number | undefined;
}

function secondsOf({ offsetSeconds, endOffsetSeconds }: LinkedMoment): string {
  const start = Math.floor(offsetSeconds);
  return endOffsetSeconds === undefined ? `${start}` : `${start}-${Math.ceil(endOffsetSeconds)}`;
}

/** Every URL that Legato links to. Values are percent-encoded here and nowhere else. */
export const paths = {
  home: () => '/',
  /** A call at the moment that a link by tag named, as it was named there: `leg=2&t=35`, or nothing. */
  callAt: (uniqueId: string, momentQuery: string) =>
    `/calls/${encodeURIComponent(uniqueId)}${momentQuery && `?${momentQuery}`}`,
  /** `moment` is `leg=2&t=35` or nothing: what is opened from there opens at it. */
  search: (query: CallQuery, moment = '') =>
    `/?${new URLSearchParams(query)}${moment && `&${moment}`}`,
  status: () => '/status',
  call: (uniqueId: string, moment?: LinkedMoment) =>
    `/calls/${encodeURIComponent(uniqueId)}${
      moment ? `?leg=${moment.leg}&t=${secondsOf(moment)}` : ''
    }`,
  api: {
    calls: (query: CallQuery) => `/api/calls?${new URLSearchParams(query)}`,
    call: (uniqueId: string) => `/api/calls/${encodeURIComponent(uniqueId)}`,
    callDownload: (uniqueId: string) => `/api/calls/${encodeURIComponent(uniqueId)}/download`,
    audio: (uniqueId: string, leg: number) =>
      `/api/calls/${encodeURIComponent(uniqueId)}/legs/${leg}/audio`,
    audioDownload: (uniqueId: string, leg: number) =>
      `/api/calls/${encodeURIComponent(uniqueId)}/legs/${leg}/audio?download`,
    originalDownload: (uniqueId: string, leg: number) =>
      `/api/calls/${encodeURIComponent(uniqueId)}/legs/${leg}/audio?original&download`,
    audioSide: (uniqueId: string, leg: number, side: 'left' | 'right') =>
      `/api/calls/${encodeURIComponent(uniqueId)}/legs/${leg}/audio?side=${side}`,
    peaks: (uniqueId: string, leg: number) =>
      `/api/calls/${encodeURIComponent(uniqueId)}/legs/${leg}/peaks`,
    marks: (uniqueId: string, leg: number) =>
      `/api/calls/${encodeURIComponent(uniqueId)}/legs/${leg}/marks`,
    authenticate: () => '/api/authenticate',
    health: () => '/api/health',
  },
} as const;
