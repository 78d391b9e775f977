import { getCall } from '@/lib/calls/get-call';
import { refuseMethod, respond } from '@/lib/respond';

export const GET = (request: Request, context: RouteContext<'/api/calls/[uniqueId]'>) =>
  respond(request, async ({ room }, actor) => {
    const { uniqueId } = await context.params;
    return getCall(room, actor, uniqueId, request.signal);
  });

export const POST = refuseMethod('GET', 'HEAD');
