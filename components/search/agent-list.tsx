import { ownerColours } from '@/components/owner/owner-colours';
import { OwnerSwatch } from '@/components/owner/owner-swatch';
import { classNames } from '@/components/ui/class-names';
import type { Call } from '@/lib/contract/call';

/** How each agent shown makes room, and where it is not shown at all. */
const SHOWN_FROM = ['shrink', 'shrink-[50] max-xl:hidden', 'shrink-[50] max-[90rem]:hidden'];

/** The agents of a call in order of appearance: three, then "+1". The last ones shown are cut first; where there is little room two or one are shown. */
export function AgentList({ call }: { call: Call }) {
  const colours = ownerColours(call.legs);
  if (call.agents.length === 0) {
    return (
      <span className="flex items-center gap-1.5 text-ink-3">
        <OwnerSwatch colour="system" />
        No agent
      </span>
    );
  }
  const count = call.agents.length;
  return (
    <span className="flex min-w-0 items-center gap-2.5" title={call.agents.join(', ')}>
      {call.agents.slice(0, SHOWN_FROM.length).map((agent, index) => (
        <span
          key={agent}
          className={classNames('flex items-center gap-1.5', 'min-w-4.5', SHOWN_FROM[index])}
        >
          <OwnerSwatch colour={colours.get(agent)} />
          <span className="truncate">{agent}</span>
        </span>
      ))}
      {count > 3 && <More count={count - 3} className="max-[90rem]:hidden" />}
      {count > 2 && <More count={count - 2} className="min-[90rem]:hidden max-xl:hidden" />}
      {count > 1 && <More count={count - 1} className="xl:hidden" />}
    </span>
  );
}

function More({ count, className }: { count: number; className: string }) {
  return <span className={classNames('shrink-0 text-ink-2 text-small', className)}>+{count}</span>;
}
