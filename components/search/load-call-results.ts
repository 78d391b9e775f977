/** The rows and what makes them virtual are no part of the first scripts. */
export const loadCallResults = () => import('./call-results');
