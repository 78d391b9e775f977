'use client';

import Keyboard from 'lucide-react/icons/keyboard';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Tooltip } from '@/components/ui/tooltip';
import { paths } from '@/lib/paths';
import { ariaKeys, capsOf } from './shortcuts';
import { useShortcuts } from './use-shortcuts';

/** Loaded on first use: most visits never open it. */
const KeyboardHelp = dynamic(() => import('./keyboard-help').then((module) => module.KeyboardHelp));

/** Opens the list of all keys, and handles the keys that work on every page. */
export function KeyboardHelpButton() {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);

  function open() {
    setWasOpened(true);
    setOpen(true);
  }
  useShortcuts(null, {
    help: open,
    search: () => {
      const field = visibleSearchField();
      if (field) field.select();
      else router.push(paths.home());
    },
  });

  return (
    <>
      <Tooltip label="All keys" keys={capsOf('help')} align="end">
        <Button
          look="quiet"
          size="icon"
          aria-label="Keyboard"
          aria-haspopup="dialog"
          aria-keyshortcuts={ariaKeys('help')}
          onClick={open}
        >
          <Icon glyph={Keyboard} />
        </Button>
      </Tooltip>
      {wasOpened && <KeyboardHelp isOpen={isOpen} onOpenChange={setOpen} />}
    </>
  );
}

function visibleSearchField(): HTMLInputElement | null {
  const fields = document.querySelectorAll<HTMLInputElement>('input[type="search"]');
  return [...fields].find((field) => field.checkVisibility()) ?? null;
}
