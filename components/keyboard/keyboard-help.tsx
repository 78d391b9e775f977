'use client';

import { Dialog } from '@base-ui/react/dialog';
import { useSyncExternalStore } from 'react';
import { buttonClass } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { listHelpRows } from './shortcuts';
import { characterKeys } from './use-shortcuts';

const GROUPS = ['Listening', 'On the strip', 'Finding'] as const;

interface KeyboardHelpProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Every key of the table, and the switch for those that are a single character. */
export function KeyboardHelp({ isOpen, onOpenChange }: KeyboardHelpProps) {
  const rows = listHelpRows();
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-scrim" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-275 -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-popover bg-raised p-7 pt-5 text-ink shadow-float outline-none max-sm:p-4">
          <div className="flex items-center justify-between gap-4">
            <Dialog.Title className="text-dialog">Keyboard</Dialog.Title>
            <Dialog.Close className={buttonClass({ look: 'quiet', size: 'bar' })}>
              Close <Kbd>Esc</Kbd>
            </Dialog.Close>
          </div>
          <div className="mt-3 grid gap-x-10 gap-y-6 md:grid-cols-3">
            {GROUPS.map((group) => (
              <section key={group} aria-label={group}>
                <h3 className="border-line-strong border-b pb-1.5 font-medium text-ink-3 text-small">
                  {group}
                </h3>
                <dl>
                  {rows
                    .filter((row) => row.group === group)
                    .map((row) => (
                      <div
                        key={row.id}
                        className="flex min-h-9 items-center gap-3 border-line border-b py-1"
                      >
                        <dt className="flex w-22 shrink-0 items-center gap-1">
                          {row.caps.map((cap) =>
                            cap === 'to' ? (
                              <span key={cap} className="text-ink-3 text-small">
                                to
                              </span>
                            ) : (
                              <Kbd key={cap}>{cap}</Kbd>
                            ),
                          )}
                        </dt>
                        <dd>{row.label}</dd>
                      </div>
                    ))}
                </dl>
                {group === 'Finding' && <CharacterKeySwitch />}
              </section>
            ))}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function CharacterKeySwitch() {
  const areOn = useSyncExternalStore(characterKeys.subscribe, characterKeys.areOn, () => true);
  return (
    <div className="mt-4 flex flex-col items-start gap-3">
      <p className="text-ink-2 text-prose">
        Keys do nothing while you type in a field. Inside a slider the arrow keys move that slider.
      </p>
      <button
        type="button"
        role="switch"
        aria-checked={areOn}
        onClick={() => characterKeys.set(!areOn)}
        className="group flex items-center gap-2.5 rounded-key py-1 text-body pointer-coarse:min-h-11"
      >
        <span
          aria-hidden
          className="flex h-4.5 w-8 items-center rounded-full border border-control bg-sunken p-0.5 transition-colors group-aria-checked:border-primary group-aria-checked:bg-primary"
        >
          <span className="size-3 rounded-full bg-control transition-transform group-aria-checked:translate-x-3.5 group-aria-checked:bg-on-primary" />
        </span>
        Single-letter keys {areOn ? 'on' : 'off'}
      </button>
    </div>
  );
}
