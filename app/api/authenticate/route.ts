import { checkPbx } from '@/lib/calls/check-pbx';
import { refuseMethod, respond } from '@/lib/http/respond';

export const POST = (request: Request) =>
  respond(request, ({ room }, actor) => checkPbx(room, actor, request.signal));

const refuse = refuseMethod('POST');

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT };
