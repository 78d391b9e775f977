import { classNames } from '@/components/ui/class-names';
import { type OwnerColour, ownerClass } from './owner-colours';

/** The colour and stave marks of an owner, 10 px; the system's is half as high. A name stands beside it. */
export function OwnerSwatch({ colour }: { colour: OwnerColour | undefined }) {
  const isSystem = colour === undefined || colour === 'system';
  return (
    <span
      aria-hidden
      className={classNames(
        'owner-bar inline-block w-2.5 shrink-0 rounded-bar',
        isSystem ? 'h-[5px] translate-y-0.5' : 'h-2.5',
        ownerClass(colour),
      )}
    />
  );
}
