import { formatAmount } from '@/components/wording/format-duration';

const SAME_MS = 1000;
/** A hash's timestamp lives ten seconds before its first use (API note section 2). */
const WORRYING_MS = 10_000;

/** How the PBX's clock stands to ours, in words, and whether somebody should set one of them. */
export function describeClockSkew(skewMs: number | null): { words: string; isWorrying: boolean } {
  if (skewMs === null) return { words: 'The PBX did not report its time', isWorrying: false };
  const away = Math.abs(skewMs);
  if (away < SAME_MS) return { words: "Within a second of this server's", isWorrying: false };
  return {
    words: `${formatAmount(away / 1000)} ${skewMs > 0 ? 'ahead of' : 'behind'} this server's`,
    isWorrying: away >= WORRYING_MS,
  };
}
