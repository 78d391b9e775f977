import type { CallQuery } from './contract/search';

/** Every URL that Legato links to. Values are percent-encoded here and nowhere else. */
export const paths = {
  home: () => '/',
  search: (query: CallQuery) => `/?${new URLSearchParams(query)}`,
  status: () => '/status',
  call: (uniqueId: string, moment?: { leg: number; offsetSeconds: number }) =>
    `/calls/${encodeURIComponent(uniqueId)}${
      moment ? `?leg=${moment.leg}&t=${Math.floor(moment.offsetSeconds)}` : ''
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
