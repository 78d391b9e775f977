import type { Call, Leg } from '@/lib/contract/call';

/** `legato_1392271611.238_2026-11-24T104207+1100`: the folder, and with `.zip` the download. */
export function exportFolder(call: Pick<Call, 'uniqueId' | 'startedAt'>): string {
  const uniqueId = plain(call.uniqueId, 60) || 'call';
  return `legato_${uniqueId}_${call.startedAt.replaceAll(':', '')}`;
}

/**
 * `01_2026-11-24T104216+1100_Priya-N`: sorts in the order of the legs. ASCII without spaces, so that
 * every file system, every unzipper and a `file:` address take it as it is.
 *
 * @param most The highest number of a leg in the call.
 */
export function legFileStem(
  leg: Pick<Leg, 'leg' | 'startedAt' | 'username'>,
  most: number,
): string {
  const number = String(leg.leg).padStart(Math.max(2, String(most).length), '0');
  const owner = plain(leg.username ?? '', 40);
  return [number, leg.startedAt.replaceAll(':', ''), ...(owner ? [owner] : [])].join('_');
}

/** Letters, digits and single hyphens; accents fall off their letters. */
const plain = (text: string, maxLength: number) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .slice(0, maxLength)
    .replace(/^[-.]+|[-.]+$/g, '');
