/** Seconds that a key moves a slider of time by: arrows 1, Page 10. Home and End go to its edges. */
export const SLIDER_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
};
