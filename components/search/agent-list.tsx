import { ownerColours } from '@/components/owner/owner-colours';
import { OwnerSwatch } from '@/components/owner/owner-swatch';
import { classNames } from '@/components/ui/class-names';
import type { Call } from '@/lib/contract/call';

const SHOWN = 3;

/** The agents of a call in order of appearance: three, then "+1". The last ones shown are cut first; where there is little room one is shown. */
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
  const hidden = call.agents.length - SHOWN;
  return (
    <span className="flex min-w-0 items-center gap-2.5" title={call.agents.join(', ')}>
      {call.agents.slice(0, SHOWN).map((agent, index) => (
        <span
          key={agent}
          className={classNames(
            'flex items-center gap-1.5',
            'min-w-4.5',
            index === 0 ? 'shrink' : 'shrink-[50] max-xl:hidden',
          )}
        >
          <OwnerSwatch colour={colours.get(agent)} />
          <span className="truncate">{agent}</span>
        </span>
      ))}
      {hidden > 0 && <span className="text-ink-2 text-small max-xl:hidden">+{hidden}</span>}
      {call.agents.length > 1 && (
        <span className="shrink-0 text-ink-2 text-small xl:hidden">+{call.agents.length - 1}</span>
      )}
    </span>
  );
}
