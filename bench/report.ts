import { type Check, isMet, type PartResult, type Table } from './part';

/** A part's result as Markdown, ready for docs/performance.md. */
export function toMarkdown(title: string, { tables, checks, notes }: PartResult): string {
  const blocks = [
    `### ${title}`,
    ...tables.map(tableOf),
    ...(checks.length ? [checksOf(checks)] : []),
  ];
  if (notes.length) blocks.push(notes.map((note) => `- ${note}`).join('\n'));
  return blocks.join('\n\n');
}

function tableOf({ title, columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = columns.map((_, index) => (index === 0 ? '---' : '---:'));
  return [`**${title}**`, '', line(columns), line(rule), ...rows.map(line)].join('\n');
}

function checksOf(checks: readonly Check[]): string {
  return tableOf({
    title: 'Against the targets',
    columns: ['Target', 'Must', 'Measured', 'Verdict'],
    rows: checks.map((check) => [
      check.what,
      `${check.must} ${formatFigure(check.target, check.unit)}`,
      formatFigure(check.measured, check.unit),
      isMet(check) ? 'pass' : '**fail**',
    ]),
  });
}

/** Three digits that count, and the unit. */
export function formatFigure(value: number, unit = ''): string {
  if (!Number.isFinite(value)) return 'not measured';
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  const text = value.toLocaleString('en-AU', {
    maximumFractionDigits: digits,
    minimumFractionDigits: Number.isInteger(value) ? 0 : digits,
  });
  return unit ? `${text} ${unit}` : text;
}
