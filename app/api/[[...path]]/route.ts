import { LegatoError } from '@/lib/errors';
import { respond } from '@/lib/http/respond';

const refuse = (request: Request) =>
  respond(request, async () => {
    throw new LegatoError(
      'not-found',
      'There is nothing at this address. What the API offers is listed at /api/openapi.json.',
    );
  });

export {
  refuse as DELETE,
  refuse as GET,
  refuse as OPTIONS,
  refuse as PATCH,
  refuse as POST,
  refuse as PUT,
};
