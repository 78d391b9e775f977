import { CopyButton } from '@/components/ui/copy-button';

/** Call record ids, the vendor's keys of the legs; a run of numbers is drawn as its two ends. */
export function CopyIds({ ids }: { ids: readonly string[] }) {
  if (ids.length === 0) return <span className="text-ink-3">–</span>;
  return (
    <span className="flex items-start gap-1.5">
      <span className="text-id min-w-0 [overflow-wrap:anywhere]">{shorten(ids)}</span>
      <CopyButton text={ids.join(', ')} label="Copy call record ids" align="end" />
    </span>
  );
}

function shorten(ids: readonly string[]): string {
  const numbers = ids.map((id) => (/^\d{1,15}$/.test(id) ? Number(id) : Number.NaN));
  const isRun = numbers.every((number, index) => index === 0 || number === Number(ids[0]) + index);
  return isRun && ids.length > 2 ? `${ids[0]} – ${ids.at(-1)}` : ids.join(', ');
}
