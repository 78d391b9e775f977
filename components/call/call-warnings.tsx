import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { Icon } from '@/components/ui/icon';
import type { Call } from '@/lib/contract/call';

/** What was odd about the PBX's answer. Those about one leg stand with the leg. */
export function CallWarnings({ call }: { call: Call }) {
  if (call.warnings.length === 0) return null;
  return (
    <section className="border-line border-t px-5 py-4 max-xl:px-6 max-sm:px-4">
      <h2 className="mb-2 font-semibold text-body">Warnings</h2>
      <ul className="flex flex-col gap-1.5">
        {call.warnings.map((warning) => (
          <li
            key={warning.code + warning.message}
            className="flex items-start gap-2 text-prose text-warn"
          >
            <Icon glyph={TriangleAlert} size={14} className="mt-0.5" />
            <span className="[overflow-wrap:anywhere]">{warning.message}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
