'use client';

import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { DialogFoot, OfficeDialog } from './office-dialog';

interface ShownOnceProps {
  title: string;
  /** What it is for, and that it is not shown again. */
  sentence: string;
  secret: string;
  onClose: () => void;
}

/** A password or a token that was just made. It is nowhere else, so a click outside does not close it. */
export function ShownOnce({ title, sentence, secret, onClose }: ShownOnceProps) {
  return (
    <OfficeDialog title={title} onClose={onClose} isFirm>
      <p className="text-body text-ink-2">{sentence}</p>
      <div className="mt-4 flex items-center gap-3 rounded-control bg-sunken px-3 py-2">
        <output className="min-w-0 flex-1 break-all font-medium text-id text-search">
          {secret}
        </output>
        <CopyButton text={secret} label={`Copy ${title.toLowerCase()}`} align="end">
          Copy
        </CopyButton>
      </div>
      <DialogFoot>
        <Button look="primary" onClick={onClose}>
          I have it
        </Button>
      </DialogFoot>
    </OfficeDialog>
  );
}
