import type { Metadata } from 'next';
import Link from 'next/link';
import { StatePanel } from '@/components/states/state-panel';
import { buttonClass } from '@/components/ui/button';
import { paths } from '@/lib/paths';

export const metadata: Metadata = { title: 'Nothing is here' };

/** An address that no page has. */
export default function NotFound() {
  return (
    <main className="p-4 sm:p-6">
      <StatePanel>
        <h1 className="text-section">Nothing is here</h1>
        <p className="mt-1 text-ink-2">No page of Legato has this address.</p>
        <Link href={paths.home()} className={`${buttonClass({ look: 'primary' })} mt-5`}>
          Find a call
        </Link>
      </StatePanel>
    </main>
  );
}
