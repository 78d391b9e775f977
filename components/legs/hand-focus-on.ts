/**
 * A ref for a button that goes away once it has worked: who pressed it by key stands on the leg's
 * play button then, and not at the top of the page. Keep it stable over renders.
 */
export function handFocusOn(leg: number) {
  return (button: HTMLButtonElement | null) => {
    if (!button) return;
    return () => {
      if (document.activeElement !== button) return;
      document.querySelector<HTMLElement>(`[data-leg-play="${leg}"]`)?.focus();
    };
  };
}
