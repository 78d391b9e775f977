import { openApiDocument } from '@/lib/contract/openapi';
import { refuseMethod, respond } from '@/lib/http/respond';
import { version } from '@/package.json';

export const GET = (request: Request) => respond(request, async () => openApiDocument(version));

const refuse = refuseMethod('GET', 'HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
