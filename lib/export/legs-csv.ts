import type { Call, Leg } from '@/lib/contract/call';
import type { ExportedLeg } from '@/lib/contract/export';

type Cell = string | number | boolean | null | undefined;

const COLUMNS: [name: string, of: (leg: Leg, exported: ExportedLeg | undefined) => Cell][] = [
  ['leg', (leg) => leg.leg],
  ['status', (_leg, exported) => exported?.status],
  ['file', (_leg, exported) => exported?.played?.file],
  ['sha256', (_leg, exported) => exported?.played?.sha256],
  ['original_file', (_leg, exported) => exported?.original?.file],
  ['original_sha256', (_leg, exported) => exported?.original?.sha256],
  ['started_at', (leg) => leg.startedAt],
  ['ended_at', (leg) => leg.endedAt],
  ['duration_seconds', (leg) => leg.durationSeconds],
  ['audio_seconds', (_leg, exported) => exported?.audioSeconds],
  ['owner', (leg) => leg.username],
  ['is_system_user', (leg) => leg.isSystemUser],
  ['kind_inferred', (leg) => leg.kind?.name],
  ['direction', (leg) => leg.direction],
  ['source', (leg) => leg.source],
  ['destination', (leg) => leg.destination],
  ['did', (leg) => leg.did],
  ['tag', (leg) => leg.tag],
  ['call_record_id', (leg) => leg.callRecordId],
  ['problem', (_leg, exported) => exported?.problem?.detail],
];

/** `legs.csv`: one line for each leg, as RFC 4180 has it. Times carry the offset of the PBX's zone. */
export function legsCsv(call: Call, exported: readonly ExportedLeg[]): string {
  const lines = call.legs.map((leg) => {
    const file = exported.find((told) => told.leg === leg.leg);
    return COLUMNS.map(([, of]) => csvCell(of(leg, file)));
  });
  return [COLUMNS.map(([name]) => name), ...lines]
    .map((cells) => `${cells.join(',')}\r\n`)
    .join('');
}

/**
 * One value. A spreadsheet runs what begins like a formula, wherever it came from: such a text gets an
 * apostrophe in front (OWASP, CSV injection). A phone number with its plus is none.
 */
export function csvCell(value: Cell): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  const isFormula = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d[\d ]*$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
