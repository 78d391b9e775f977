'use client';

import { Menu } from '@base-ui/react/menu';
import { type Ref, type RefObject, useRef } from 'react';
import { useGuardedLink } from '@/components/player/start-download';
import { paths } from '@/lib/paths';

interface LegDownloadMenuProps {
  uniqueId: string;
  leg: number;
  /** The button that opens it. The menu is placed there, and focus returns there. */
  anchor: RefObject<HTMLButtonElement | null>;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** The formats in which a leg can be saved. */
export function LegDownloadMenu({
  uniqueId,
  leg,
  anchor,
  isOpen,
  onOpenChange,
}: LegDownloadMenuProps) {
  const first = useRef<HTMLAnchorElement>(null);
  return (
    <Menu.Root
      open={isOpen}
      onOpenChange={onOpenChange}
      // The button that opens it is outside the menu and may exist before it.
      onOpenChangeComplete={(hasOpened) => hasOpened && first.current?.focus()}
    >
      {/* A landmark, because it is outside the page's main part. */}
      <Menu.Portal render={<section aria-label={`Download formats of leg ${leg}`} />}>
        <Menu.Positioner anchor={anchor} side="bottom" align="end" sideOffset={4} className="z-50">
          <Menu.Popup
            aria-label={`Download leg ${leg}`}
            finalFocus={anchor}
            className="rounded-popover bg-raised p-1 text-ink shadow-float outline-none"
          >
            <Choice
              ref={first}
              href={paths.api.audioDownload(uniqueId, leg)}
              name="Playable WAV"
              explanation="(any player)"
            />
            <Choice
              href={paths.api.originalDownload(uniqueId, leg)}
              name="Original file"
              explanation="(unchanged from the PBX)"
            />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

interface ChoiceProps {
  href: string;
  name: string;
  explanation: string;
  ref?: Ref<HTMLAnchorElement>;
}

function Choice({ href, name, explanation, ref }: ChoiceProps) {
  const guard = useGuardedLink();
  return (
    <Menu.LinkItem
      ref={ref}
      href={href}
      download
      onClick={guard}
      closeOnClick
      className="flex gap-1.5 rounded-control px-3 py-1.5 outline-none data-highlighted:bg-select pointer-coarse:py-2.5"
    >
      <span>{name}</span>
      <span className="text-ink-2">{explanation}</span>
    </Menu.LinkItem>
  );
}
