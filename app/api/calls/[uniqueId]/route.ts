import { getCall } from '@/lib/calls/get-call';
import { parseUniqueId } from '@/lib/contract/parse-request';
import { orRefuse, refuseMethod, respond } from '@/lib/http/respond';

export const GET = (request: Request, context: RouteContext<'/api/calls/[uniqueId]'>) =>
  respond(request, async ({ room }, actor) => {
    const { uniqueId } = await context.params;
    return getCall(room, actor, orRefuse(parseUniqueId(uniqueId)), request.signal);
  });

const refuse = refuseMethod('GET', 'HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
