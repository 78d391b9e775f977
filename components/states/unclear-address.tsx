import Link2Off from 'lucide-react/icons/link-2-off';
import { Notice } from '@/components/ui/notice';
import { StatePanel } from './state-panel';

interface UnclearAddressProps {
  /** What is wrong with the address, as a sentence. */
  happened: string;
  /** What to do about it, as a sentence. */
  next: string;
}

/** The address asks for something that cannot be searched for. Nothing was asked of the PBX. */
export function UnclearAddress({ happened, next }: UnclearAddressProps) {
  return (
    <StatePanel>
      <div role="alert" className="-mx-2 -mt-2">
        <Notice tone="warn" glyph={Link2Off}>
          <strong className="font-semibold">{happened}</strong> Nothing was searched for.
        </Notice>
      </div>
      <p className="mt-4 text-prose text-ink-2">{next}</p>
      <p className="mt-2 text-prose text-ink-2">
        A search link looks like{' '}
        <b className="whitespace-nowrap font-semibold text-id text-ink">/?tag=INV-20418</b> or{' '}
        <b className="whitespace-nowrap font-semibold text-id text-ink">
          /?uniqueId=1795477327.4391
        </b>
      </p>
    </StatePanel>
  );
}
