import type { CallTimeline } from '@/components/call-time/call-timeline';
import type { LegMoment } from '@/components/call-time/position-in-call';
import { formatCounted } from '@/components/wording/format-count';
import { formatDuration } from '@/components/wording/format-duration';

/** What the address asks for, and a sentence if that had to be adjusted. */
export interface DeepLink {
  moment: LinkedRange | null;
  notice: string | null;
}

/** A moment, or a range from it to that many seconds after the leg began, into later legs too. */
export interface LinkedRange extends LegMoment {
  endOffsetSeconds?: number;
}

interface LinkedLeg {
  leg: number;
  /** Null where it is only stated, or not known: what is stated may be wrong, so the link is followed. */
  foundSeconds: number | null;
}

/**
 * Reads `?leg=2&t=35` and `?leg=2&t=35-52`. Values out of range are moved to the nearest that exists, unreadable ones are
 * ignored, and both are said. `t` alone means leg 1; `leg` alone means its start.
 */
export function parseDeepLink(search: URLSearchParams, legs: readonly LinkedLeg[]): DeepLink {
  const legText = search.get('leg');
  const [offsetText, endText] = splitRange(search.get('t'));
  const ordered = [...legs].sort((a, b) => a.leg - b.leg);
  const first = ordered[0];
  const last = ordered.at(-1);
  if ((legText === null && offsetText === null) || !first || !last) {
    return { moment: null, notice: null };
  }
  const wantedLeg = legText === null ? first.leg : wholeNumber(legText);
  const wantedOffset = offsetText === null ? 0 : seconds(offsetText);
  if (wantedLeg === null) {
    return {
      moment: null,
      notice: `The link asks for leg “${brief(legText)}”, which is not a number.`,
    };
  }
  const found =
    ordered.find((leg) => leg.leg === wantedLeg) ??
    ordered.findLast((leg) => leg.leg <= wantedLeg) ??
    first;
  const notices: string[] = [];
  if (found.leg !== wantedLeg) {
    notices.push(noSuchLeg(wantedLeg, found.leg, ordered));
    return { moment: { leg: found.leg, offsetSeconds: 0 }, notice: notices.join(' ') };
  }
  if (wantedOffset === null) {
    const notice = `The link asks for the moment “${brief(offsetText)}”, which is not a number of seconds.`;
    return { moment: { leg: found.leg, offsetSeconds: 0 }, notice };
  }
  const offsetSeconds = Math.min(
    Math.max(wantedOffset, 0),
    found.foundSeconds === null ? Number.POSITIVE_INFINITY : Math.floor(found.foundSeconds),
  );
  const notice =
    offsetSeconds === wantedOffset
      ? null
      : offsetSeconds === 0
        ? `The link asks for a moment before leg ${found.leg} begins. Showing its start.`
        : `Leg ${found.leg} is ${formatDuration(found.foundSeconds ?? 0)} long. Showing its end.`;
  const endOffsetSeconds = endText === null ? null : seconds(endText);
  if (endOffsetSeconds === null) return { moment: { leg: found.leg, offsetSeconds }, notice };
  if (endOffsetSeconds <= offsetSeconds) {
    const ends = 'The range in the link ends before it begins. Showing its start.';
    return { moment: { leg: found.leg, offsetSeconds }, notice: notice ?? ends };
  }
  return { moment: { leg: found.leg, offsetSeconds, endOffsetSeconds }, notice };
}

/** Counts the legs where that explains it: leg numbers of a call may skip one. */
function noSuchLeg(wanted: number, shown: number, legs: readonly LinkedLeg[]): string {
  const isCounted = legs.every(({ leg }, index) => leg === index + 1) && wanted > legs.length;
  const happened = isCounted
    ? `This call has ${formatCounted(legs.length, 'leg')}, not ${wanted}.`
    : `This call has no leg ${wanted}.`;
  return `${happened} Showing leg ${shown}.`;
}

/** `35-52` is a range, `-5` a moment before the leg. */
function splitRange(text: string | null): [string | null, string | null] {
  const range = /^([\d.]+)-([\d.]+)$/.exec(text ?? '');
  return range ? [range[1] ?? null, range[2] ?? null] : [text, null];
}

/** The legs of a call as links see them. */
export const linkedLegs = ({ legs }: Pick<CallTimeline, 'legs'>): LinkedLeg[] =>
  legs.map(({ leg, length }) => ({
    leg: leg.leg,
    foundSeconds: length.from === 'measured' || length.from === 'element' ? length.seconds : null,
  }));

const wholeNumber = (text: string) => (/^-?\d{1,9}$/.test(text) ? Number(text) : null);
const seconds = (text: string) => (/^-?\d{1,9}(\.\d{1,3})?$/.test(text) ? Number(text) : null);
const brief = (text: string | null) => (text ?? '').slice(0, 20);
