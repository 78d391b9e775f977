/** The mark: legs under a tie. Drawn in the colour of the text around it. */
export function Logo() {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className="size-6 shrink-0" fill="currentColor">
      <path
        d="M2.9 11.6C4.5 7.9 7.9 5.9 12 5.9s7.5 2 9.1 5.7"
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinecap="round"
      />
      <rect x={1} y={14} width={6.4} height={6.6} rx={1.5} />
      <rect x={8.6} y={14} width={8.6} height={6.6} rx={1.5} />
      <rect x={18.4} y={14} width={4.6} height={6.6} rx={1.5} />
    </svg>
  );
}
