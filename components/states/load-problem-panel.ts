/** The words for problems are no part of a page's first scripts; the shell fetches them when it rests. */
export const loadProblemPanel = () => import('./problem-panel');
