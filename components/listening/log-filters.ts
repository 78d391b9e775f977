import { dayStart, daysLater } from '@/components/wording/zoned-time';
import { AuditActionName } from '@/lib/contract/listening-log';
import { SITTING_ACTIONS } from '@/lib/contract/sittings';

/** What the page of the log shows, as its address has it. */
export interface LogFilters {
  /** Days, `yyyy-MM-dd`, both included, or moments with an offset. */
  from?: string;
  to?: string;
  /** The id of a person. */
  person?: string;
  /** The unique id of a call. */
  call?: string;
  /** Nothing for all that was heard or saved; `everything` for whatever was done. */
  action?: AuditActionName | 'everything';
}

/** The most that anybody writes into an address by himself. */
const LONGEST_VALUE = 200;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Reads the address. What cannot be read is left out. */
export function readLogAddress(parameters: { get(name: string): string | null }): LogFilters {
  const text = (name: string) => {
    const value = parameters.get(name)?.trim();
    return value && value.length <= LONGEST_VALUE ? value : undefined;
  };
  const moment = (name: string) => {
    const value = text(name);
    return value && !Number.isNaN(Date.parse(value)) && (DAY.test(value) || /[+Z-]/.test(value))
      ? value
      : undefined;
  };
  const action = parameters.get('action');
  const known = AuditActionName.safeParse(action);
  const [from, to, person, call] = [moment('from'), moment('to'), text('person'), text('call')];
  return {
    ...(from && { from }),
    ...(to && { to }),
    ...(person && { person }),
    ...(call && { call }),
    ...(action === 'everything' && { action }),
    ...(known.success && { action: known.data }),
  };
}

/** Whether who heard what is shown, in sittings; else what was done, row by row. */
export const isOfSittings = ({ action }: LogFilters): boolean => {
  const known: readonly string[] = SITTING_ACTIONS;
  return action === undefined || known.includes(action);
};

/** The same as the API asks for it. A day is one of the zone of the PBX. */
export function toApiFilters(
  { from, to, person, call, action }: LogFilters,
  timeZone: string,
): Record<string, string> {
  return {
    ...(from && { from: DAY.test(from) ? dayStart(from, timeZone) : from }),
    ...(to && { to: DAY.test(to) ? dayStart(daysLater(to, 1), timeZone) : to }),
    ...(person && { person }),
    ...(call && { uniqueId: call }),
    ...(action && action !== 'everything' && { action }),
  };
}

/** What a file of what is shown asks for. */
export function toExportQuery(filters: LogFilters, timeZone: string): URLSearchParams {
  const query = new URLSearchParams(toApiFilters(filters, timeZone));
  if (filters.action === undefined)
    for (const action of SITTING_ACTIONS) query.append('action', action);
  return query;
}

export const isDay = (text: string): boolean => DAY.test(text);
