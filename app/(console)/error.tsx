'use client';

import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { StatePanel } from '@/components/states/state-panel';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

/** A page that failed to render. The shell around it and the address stay. */
export default function PageError({ reset }: { reset: () => void }) {
  return (
    <div className="p-4 sm:p-6">
      <StatePanel>
        <div role="alert" className="-mx-2 -mt-2">
          <Notice tone="danger" glyph={TriangleAlert}>
            <strong className="font-semibold">This page ran into an error.</strong> The address
            still leads to what you were looking at.
          </Notice>
        </div>
        <div className="mt-5 flex gap-2">
          <Button look="primary" onClick={reset}>
            Try again
          </Button>
          <Button onClick={() => location.reload()}>Reload</Button>
        </div>
      </StatePanel>
    </div>
  );
}
