'use client';

import Download from 'lucide-react/icons/download';
import dynamic from 'next/dynamic';
import { useRef, useState } from 'react';
import { ariaKeys, capsOf } from '@/components/keyboard/shortcuts';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Tooltip } from '@/components/ui/tooltip';

/** Loaded on first use: most visits never open it. */
const LegDownloadMenu = dynamic(() =>
  import('./leg-download-menu').then((module) => module.LegDownloadMenu),
);

interface LegDownloadProps {
  uniqueId: string;
  leg: number;
  isSelected: boolean;
}

/** Saves a leg, as it is played or as the PBX sent it. */
export function LegDownload({ uniqueId, leg, isSelected }: LegDownloadProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);

  function open() {
    setWasOpened(true);
    setOpen(true);
  }

  return (
    <>
      <Tooltip
        label={`Download leg ${leg}`}
        keys={isSelected ? capsOf('download') : []}
        align="end"
      >
        <Button
          ref={button}
          look="quiet"
          size="icon"
          aria-label={`Download leg ${leg}`}
          aria-haspopup="menu"
          aria-expanded={isOpen}
          aria-keyshortcuts={isSelected ? ariaKeys('download') : undefined}
          onClick={open}
        >
          <Icon glyph={Download} />
        </Button>
      </Tooltip>
      {wasOpened && (
        <LegDownloadMenu
          uniqueId={uniqueId}
          leg={leg}
          anchor={button}
          isOpen={isOpen}
          onOpenChange={setOpen}
        />
      )}
    </>
  );
}
