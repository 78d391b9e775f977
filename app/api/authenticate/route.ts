import { checkPbx } from '@/lib/calls/check-pbx';
import { refuseMethod, respond } from '@/lib/respond';

export const POST = (request: Request) =>
  respond(request, ({ room }, actor) => checkPbx(room, actor, request.signal));

export const GET = refuseMethod('POST');
