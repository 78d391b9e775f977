import 'server-only';
import type { RouteName } from '@/lib/contract/routes';
import { runningLegato } from './running.mjs';

/**
 * What a `route.ts` exports: every method that Next knows, all answered by one line of the route table,
 * which refuses the methods that are not its own. Null answers what has no line.
 */
export function routeHandlers(route: RouteName | null) {
  const answer = (request: Request) => runningLegato().answer(route, request);
  return {
    GET: answer,
    HEAD: answer,
    POST: answer,
    PUT: answer,
    PATCH: answer,
    DELETE: answer,
    OPTIONS: answer,
  };
}
