import { checkHealth } from '@/lib/calls/check-health';
import { refuseMethod } from '@/lib/http/respond';
import { getRuntime } from '@/lib/server/runtime';

/** Open to a load balancer by any host name: it tells no more than that Legato runs. */
export async function GET(request: Request) {
  const asksPbx = new URL(request.url).searchParams.has('ready');
  const health = await checkHealth(asksPbx ? getRuntime().room : null, request.signal);
  return Response.json(health, {
    status: health.status === 'ok' ? 200 : 503,
    headers: { 'Cache-Control': 'no-store' },
  });
}

const refuse = refuseMethod('GET', 'HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
