import { visibleText } from '@/lib/contract/visible-text';
import 'server-only';
import { stringify } from 'csv-stringify/sync';
import { COMMON_HEADERS, type TextAnswer } from './answer';
import { contentDisposition } from './content-disposition';

/** A table to be saved, with a line that names its columns. */
export function csvAnswer<Column extends string>(
  rows: readonly Readonly<Record<Column, string | number>>[],
  columns: readonly Column[],
  fileName: string,
): TextAnswer {
  return {
    kind: 'text',
    status: 200,
    headers: {
      ...COMMON_HEADERS,
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': contentDisposition(fileName),
    },
    // What begins with = would be a formula in a spreadsheet, and a name may begin with anything.
    body: stringify([...rows], {
      columns: [...columns],
      header: true,
      escape_formulas: true,
      cast: { string: visibleText },
    }),
  };
}
