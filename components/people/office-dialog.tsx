'use client';

import { Dialog } from '@base-ui/react/dialog';
import X from 'lucide-react/icons/x';
import type { ReactNode } from 'react';
import { Button, buttonClass } from '@/components/ui/button';
import { FormError } from '@/components/ui/form-parts';
import { Icon } from '@/components/ui/icon';

interface OfficeDialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** A click outside does not close it: what it shows is shown once. */
  isFirm?: boolean;
  isWide?: boolean;
}

/** A dialog of the people pages, open as long as it is rendered: title, a form or a list, and the way out. */
export function OfficeDialog({ title, onClose, children, isFirm, isWide }: OfficeDialogProps) {
  return (
    <Dialog.Root
      open
      disablePointerDismissal={isFirm ?? false}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-scrim" />
        <Dialog.Popup
          className={`fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-popover bg-raised p-6 pt-4 text-ink shadow-float outline-none max-sm:p-4 ${isWide ? 'max-w-160' : 'max-w-110'}`}
        >
          <div className="mb-4 flex items-center justify-between gap-4">
            <Dialog.Title className="text-dialog">{title}</Dialog.Title>
            <Dialog.Close
              aria-label="Close"
              className={buttonClass({ look: 'quiet', size: 'icon' })}
            >
              <Icon glyph={X} />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface FormFootProps {
  form: { isRunning: boolean; sentence: string | null };
  onClose: () => void;
  /** Whether the act takes something away. */
  isDanger?: boolean;
  /** What the act is called. */
  children: ReactNode;
}

/** The end of a form in a dialog: why it was not taken, the way out, and the act. */
export const FormFoot = ({ form, onClose, isDanger, children }: FormFootProps) => (
  <>
    <FormError sentence={form.sentence} />
    <DialogFoot>
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" look={isDanger ? 'danger' : 'primary'} aria-disabled={form.isRunning}>
        {children}
      </Button>
    </DialogFoot>
  </>
);

/** The buttons at the foot of a dialog: the act on the right. */
export const DialogFoot = ({ children }: { children: ReactNode }) => (
  <div className="mt-6 flex flex-wrap justify-end gap-2">{children}</div>
);
