/**
 * Loads a page afresh, so that it comes as for who is signed in by now and nothing of the one before is kept.
 * Never resolves: the page that asks is about to end.
 */
export function goTo(path: string): Promise<never> {
  location.assign(path);
  return new Promise(() => {});
}
