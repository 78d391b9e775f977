import type { Point } from './engine';

/** What a control is for a person: its role, and its name or the beginning of it. */
export interface Control {
  role: 'button' | 'slider' | 'radio' | 'checkbox';
  name: string;
}

/**
 * Runs in the page: scrolls a control into view and gives its middle, and its box. Null while there is none, it
 * is not to be seen, or it stands behind something else.
 */
export function findInPage({ role, name }: Control): (Point & { box: Box }) | null {
  const selectors = {
    button: 'button, [role=button]',
    slider: 'input[type=range], [role=slider]',
    radio: 'input[type=radio], [role=radio]',
    checkbox: 'input[type=checkbox], [role=checkbox], [role=switch]',
  };
  const named = [...document.querySelectorAll<HTMLElement>(selectors[role])].filter((element) => {
    const label = element.getAttribute('aria-label') ?? element.textContent ?? '';
    return label.trim() === name || label.trim().startsWith(`${name}, `);
  });
  // A radio button that is drawn by its label is clicked there.
  const shown = named
    .map((element) => (element.closest('.sr-only') ? element.closest('label') : element))
    .find((element) => element?.checkVisibility());
  if (!shown) return null;
  shown.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  const { left, top, width, height } = shown.getBoundingClientRect();
  const point = { x: left + width / 2, y: top + height / 2 };
  const hit = document.elementFromPoint(point.x, point.y);
  if (!hit || !(shown.contains(hit) || hit.contains(shown))) return null;
  return { ...point, box: { left, top, width, height } };
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}
