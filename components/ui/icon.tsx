import type { ComponentType, SVGProps } from 'react';
import { classNames } from './class-names';

/** A Lucide icon, imported on its own: `import Search from 'lucide-react/icons/search'`. */
export type Glyph = ComponentType<
  Omit<SVGProps<SVGSVGElement>, 'ref'> & { size?: string | number }
>;

interface IconProps {
  glyph: Glyph;
  size?: 14 | 16;
  /** Play, pause and leg jumps are filled. */
  filled?: boolean;
  className?: string;
}

/** A decorative icon of 14 or 16 px. It has no name: the control or the word beside it has. */
export function Icon({ glyph: GlyphComponent, size = 16, filled = false, className }: IconProps) {
  return (
    <GlyphComponent
      aria-hidden
      className={classNames('shrink-0', size === 14 ? 'size-3.5' : 'size-4', className)}
      fill={filled ? 'currentColor' : 'none'}
      strokeWidth={size === 14 ? 2 : 1.75}
    />
  );
}
