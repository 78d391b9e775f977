import type { Metadata } from 'next';
import Link from 'next/link';
import { StatePanel } from '@/components/states/state-panel';
import { buttonClass } from '@/components/ui/button';
import { paths } from '@/lib/paths';

export const metadata: Metadata = { title: 'No such page' };

/** An address that leads nowhere: what the useful ones look like, and the way home. */
export default function NotFound() {
  return (
    <div className="px-4 py-8 sm:px-6">
      <StatePanel>
        <h1 className="text-dialog">There is no page at this address</h1>
        <p className="mt-2 text-ink-2 text-prose">
          Part of a link may be missing. A call is at{' '}
          <b className="font-semibold text-id text-ink">/calls/1795477327.4391</b>, the calls of a
          tag are at <b className="font-semibold text-id text-ink">/?tag=INV-20418</b>.
        </p>
        <p className="mt-5">
          <Link href={paths.home()} className={buttonClass({ look: 'primary' })}>
            Find a call
          </Link>
        </p>
      </StatePanel>
    </div>
  );
}
