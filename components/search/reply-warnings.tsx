import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { Notice } from '@/components/ui/notice';
import { formatCounted } from '@/components/wording/format-count';
import type { Warning } from '@/lib/contract/call';

const SHOWN = 3;

/** What of the PBX's reply could not be read and belongs to no call that could. */
export function ReplyWarnings({ warnings }: { warnings: readonly Warning[] }) {
  if (warnings.length === 0) return null;
  const messages = warnings.map((warning) => warning.message);
  return (
    <div className="px-4 pb-3 sm:px-6">
      <Notice tone="warn" glyph={TriangleAlert} className="max-w-200">
        <strong className="font-semibold">Part of the PBX’s reply could not be read.</strong>{' '}
        {messages.slice(0, SHOWN).join(' ')}
        {messages.length > SHOWN && (
          <details className="mt-1">
            <summary>{formatCounted(messages.length - SHOWN, 'more notice')}</summary>
            <ul className="mt-1 list-disc pl-4">
              {[...new Set(messages.slice(SHOWN))].map((message) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          </details>
        )}
      </Notice>
    </div>
  );
}
