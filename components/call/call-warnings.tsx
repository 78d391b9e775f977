import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { Notice } from '@/components/ui/notice';
import type { Call } from '@/lib/contract/call';

/** What of the PBX's reply is not on this page, before the legs that are. Those about one leg stand with the leg. */
export function CallWarnings({ call }: { call: Call }) {
  const messages = [...new Set(call.warnings.map((warning) => warning.message))];
  if (messages.length === 0) return null;
  return (
    <section
      aria-label="Warnings"
      className="max-h-40 overflow-y-auto border-line border-b bg-surface px-4 py-2 sm:px-6"
    >
      <Notice tone="warn" glyph={TriangleAlert} className="max-w-200 [overflow-wrap:anywhere]">
        <strong className="font-semibold">Part of the PBX’s reply could not be used.</strong>{' '}
        {messages.join(' ')}
      </Notice>
    </section>
  );
}
