import type { ComponentPropsWithRef } from 'react';

/*
 * The parts of an ARIA grid. Native table elements lose their meaning in some browsers once CSS lays
 * them out as anything but a table, and virtual rows have to be laid out otherwise.
 */

export function Grid(props: ComponentPropsWithRef<'div'>) {
  // biome-ignore lint/a11y/useSemanticElements: see above
  return <div {...props} role="grid" />;
}

export function GridRowGroup(props: ComponentPropsWithRef<'div'>) {
  // biome-ignore lint/a11y/useSemanticElements: see above
  return <div {...props} role="rowgroup" />;
}

export function GridRow(props: ComponentPropsWithRef<'div'>) {
  // biome-ignore lint/a11y/useSemanticElements: see above
  // biome-ignore lint/a11y/useFocusableInteractive: what is focused is the link in it
  return <div {...props} role="row" />;
}

export function GridCell(props: ComponentPropsWithRef<'div'>) {
  // biome-ignore lint/a11y/useSemanticElements: see above
  // biome-ignore lint/a11y/useFocusableInteractive: what is focused is the link in its row
  return <div {...props} role="gridcell" />;
}

export function GridColumnHeader(props: ComponentPropsWithRef<'div'>) {
  // biome-ignore lint/a11y/useSemanticElements: see above
  // biome-ignore lint/a11y/useFocusableInteractive: it does nothing
  return <div {...props} role="columnheader" />;
}
