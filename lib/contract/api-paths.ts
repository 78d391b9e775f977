/** Where each part of the API is. The one place where the shapes of its URLs stand. */
export const API_PATHS = {
  searchCalls: '/api/calls',
  getCall: '/api/calls/{uniqueId}',
  downloadCall: '/api/calls/{uniqueId}/download',
  playLeg: '/api/calls/{uniqueId}/legs/{leg}/audio',
  getPeaks: '/api/calls/{uniqueId}/legs/{leg}/peaks',
  getMarks: '/api/calls/{uniqueId}/legs/{leg}/marks',
  checkPbx: '/api/authenticate',
  checkHealth: '/api/health',
  describeApi: '/api/openapi.json',
} as const;

/** The names between braces in a path: `'uniqueId' | 'leg'`. */
export type PathParameter<Path extends string> =
  Path extends `${string}{${infer Name}}${infer Rest}` ? Name | PathParameter<Rest> : never;

/** A path with its parameters filled in, percent-encoded. */
export function fillPath<Path extends string>(
  path: Path,
  values: Record<PathParameter<Path>, string | number>,
): string {
  const known: Record<string, string | number> = values;
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(known[name] ?? ''));
}
