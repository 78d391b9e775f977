import Check from 'lucide-react/icons/check';
import type { ReactNode } from 'react';
import { Icon } from '@/components/ui/icon';
import { StatePanel } from './state-panel';

interface NothingFoundProps {
  /** "No call is tagged INV-20481" */
  title: string;
  /** What was asked, and with which answer. */
  asked: readonly { what: string; answer: string }[];
  /** What else is known, as a sentence. */
  note?: string | undefined;
  /** Buttons and links: what to try next. */
  children: ReactNode;
}

/** An answer, and it is: none. */
export function NothingFound({ title, asked, note, children }: NothingFoundProps) {
  return (
    <StatePanel>
      <div role="status">
        <h2 className="text-section text-id [overflow-wrap:anywhere]">{title}</h2>
      </div>
      <ul className="mt-3 border-line border-t">
        {asked.map(({ what, answer }) => (
          <li key={what} className="flex items-center gap-3 border-line border-b py-1.5 text-prose">
            <Icon glyph={Check} size={14} />
            <span className="flex-1 tabular-nums">{what}</span>
            <span className="text-ink-2">{answer}</span>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-prose text-ink-2">
        {note} A call still in progress cannot be found yet.
      </p>
      <div className="mt-5 flex flex-wrap gap-2">{children}</div>
    </StatePanel>
  );
}
