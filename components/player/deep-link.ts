import type { LegMoment } from '@/components/timeline/position-in-call';
import { formatDuration } from '@/components/wording/format-duration';

/** What the address asks for, and a sentence where it could not be taken as it stands. */
export interface DeepLink {
  moment: LegMoment | null;
  notice: string | null;
}

interface LinkedLeg {
  leg: number;
  durationSeconds: number;
}

/**
 * Reads `?leg=2&t=35`. Values out of range are moved to the nearest that exists, unreadable ones are
 * ignored, and both are said. `t` alone means leg 1; `leg` alone means its start.
 */
export function parseDeepLink(search: URLSearchParams, legs: readonly LinkedLeg[]): DeepLink {
  const legText = search.get('leg');
  const offsetText = search.get('t');
  const ordered = [...legs].sort((a, b) => a.leg - b.leg);
  const first = ordered[0];
  const last = ordered.at(-1);
  if ((legText === null && offsetText === null) || !first || !last) {
    return { moment: null, notice: null };
  }
  const wantedLeg = legText === null ? first.leg : wholeNumber(legText);
  const wantedOffset = offsetText === null ? 0 : seconds(offsetText);
  if (wantedLeg === null) {
    return { moment: null, notice: `The link names leg “${brief(legText)}”, which is no number.` };
  }
  const found =
    ordered.find((leg) => leg.leg === wantedLeg) ??
    ordered.findLast((leg) => leg.leg <= wantedLeg) ??
    first;
  const notices: string[] = [];
  if (found.leg !== wantedLeg) {
    notices.push(`This call has no leg ${wantedLeg}: the link was taken to leg ${found.leg}.`);
    return { moment: { leg: found.leg, offsetSeconds: 0 }, notice: notices.join(' ') };
  }
  if (wantedOffset === null) {
    const notice = `The link names the moment “${brief(offsetText)}”, which is no number of seconds.`;
    return { moment: { leg: found.leg, offsetSeconds: 0 }, notice };
  }
  const offsetSeconds = Math.min(Math.max(wantedOffset, 0), Math.floor(found.durationSeconds));
  const notice =
    offsetSeconds === wantedOffset
      ? null
      : `Leg ${found.leg} is ${formatDuration(found.durationSeconds)} long: the link was taken to ${offsetSeconds === 0 ? 'its start' : 'its end'}.`;
  return { moment: { leg: found.leg, offsetSeconds }, notice };
}

const wholeNumber = (text: string) => (/^-?\d{1,9}$/.test(text) ? Number(text) : null);
const seconds = (text: string) => (/^-?\d{1,9}(\.\d{1,3})?$/.test(text) ? Number(text) : null);
const brief = (text: string | null) => (text ?? '').slice(0, 20);
