import { getMarks } from '@/lib/calls/get-marks';
import { parseLegNumber, parseUniqueId } from '@/lib/contract/parse-request';
import { answerOfSound } from '@/lib/http/answer-of-sound';
import { orRefuse, refuseMethod, respond } from '@/lib/http/respond';

export const GET = (
  request: Request,
  context: RouteContext<'/api/calls/[uniqueId]/legs/[leg]/marks'>,
) =>
  respond(
    request,
    async ({ room, spool }, actor) => {
      const { uniqueId, leg } = await context.params;
      const [id, number] = [orRefuse(parseUniqueId(uniqueId)), orRefuse(parseLegNumber(leg))];
      return getMarks({ ...room, spool }, actor, id, number, request.signal);
    },
    answerOfSound,
  );

const refuse = refuseMethod('GET', 'HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
