import type { ReactNode } from 'react';

/** How to read the little strips of the results. */
export function StripLegend() {
  return (
    <section aria-labelledby="strip-legend" className="w-full max-w-140">
      <h2
        id="strip-legend"
        className="flex h-8 items-center border-line-strong border-b font-medium text-ink-2 text-label"
      >
        How a call is drawn
      </h2>
      <ul>
        <Entry words="A leg, in the colour of its agent">
          <Bar className="owner-bar owner-1 h-3.5 w-16" />
        </Entry>
        <Entry words="Another agent (stripes as well as colour)">
          <Bar className="owner-bar owner-2 h-3.5 w-16" />
        </Entry>
        <Entry words="The system user, while the caller waits">
          <Bar className="owner-bar owner-system h-[7px] w-16" />
        </Entry>
        <Entry words="Not recorded (to scale)">
          <Bar className="hatch-small h-3.5 w-16" />
        </Entry>
      </ul>
    </section>
  );
}

function Entry({ words, children }: { words: string; children: ReactNode }) {
  return (
    <li className="flex min-h-9 items-center gap-6 border-line border-b text-ink-2">
      <span aria-hidden className="flex h-3.5 shrink-0 items-end">
        {children}
      </span>
      {words}
    </li>
  );
}

function Bar({ className }: { className: string }) {
  return <span className={`block rounded-bar ${className} [--ground:var(--canvas)]`} />;
}
