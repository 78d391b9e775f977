import { openApiDocument } from '@/lib/contract/openapi';
import { respond } from '@/lib/respond';
import { version } from '@/package.json';

export const GET = (request: Request) => respond(request, async () => openApiDocument(version));
