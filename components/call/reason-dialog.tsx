'use client';

import { Dialog } from '@base-ui/react/dialog';
import { useRef } from 'react';
import { useCallPlayer } from '@/components/player/player-context';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/form-parts';
import { Kbd } from '@/components/ui/kbd';
import { TextField } from '@/components/ui/text-field';
import { useFormAct } from '@/components/ui/use-form-act';
import { requestJson } from '@/lib/api/request-json';
import { LONGEST_REASON } from '@/lib/contract/heard';
import { Done } from '@/lib/contract/sign-in';
import { paths } from '@/lib/paths';

/** Takes the reason, once a day for each call. Then what was wanted goes on. */
export function ReasonDialog({ isAsking }: { isAsking: boolean }) {
  const { call, gate } = useCallPlayer();
  const field = useRef<HTMLInputElement>(null);
  const { isRunning, sentence, submit } = useFormAct(async ({ reason = '' }) => {
    await requestJson(Done, paths.api.giveReason(call.uniqueId), {
      method: 'POST',
      body: { reason: reason.trim() },
    });
    gate.open();
  });
  return (
    <Dialog.Root open={isAsking} onOpenChange={(isOpen) => !isOpen && gate.giveUp()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-scrim" />
        <Dialog.Popup
          initialFocus={field}
          className="fixed top-1/2 left-1/2 z-50 w-[calc(100vw-2rem)] max-w-116 -translate-x-1/2 -translate-y-1/2 rounded-popover bg-raised p-6 text-body text-ink shadow-float outline-none max-sm:p-4"
        >
          <Dialog.Title className="text-dialog">Why do you listen to this call?</Dialog.Title>
          <Dialog.Description className="mt-1 text-ink-2 text-prose">
            Your reason is kept in the log, with your name. It is good for this call until tomorrow.
          </Dialog.Description>
          <form onSubmit={submit} className="mt-4 grid gap-4">
            <TextField
              ref={field}
              label="Reason"
              name="reason"
              hint="Such as: complaint 4417, training of Fred"
              required
              minLength={3}
              maxLength={LONGEST_REASON}
              autoComplete="off"
            />
            <FormError sentence={sentence} />
            <div className="flex flex-wrap justify-end gap-2">
              <Dialog.Close render={<Button />}>
                Cancel <Kbd>Esc</Kbd>
              </Dialog.Close>
              <Button type="submit" look="primary" aria-disabled={isRunning}>
                Go on
              </Button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
