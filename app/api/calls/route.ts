import { searchCalls } from '@/lib/calls/search-calls';
import { parseCallQuery } from '@/lib/contract/parse-request';
import { orRefuse, refuseMethod, respond } from '@/lib/http/respond';

export const GET = (request: Request) =>
  respond(request, ({ room }, actor) => {
    const query = orRefuse(parseCallQuery(new URL(request.url).searchParams));
    return searchCalls(room, actor, query, request.signal);
  });

const refuse = refuseMethod('GET', 'HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
