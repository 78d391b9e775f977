/** The first tag of a call and how many more there are; a dash where it has none. */
export function TagCell({ tags }: { tags: readonly string[] }) {
  const [first, ...more] = tags;
  if (first === undefined) return <span className="text-ink-3">–</span>;
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={tags.join(', ')}>
      <span className="truncate text-id [font-variant-numeric:slashed-zero]">{first}</span>
      {more.length > 0 && <span className="text-ink-2 text-small">+{more.length}</span>}
    </span>
  );
}
