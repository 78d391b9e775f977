import { createSimulator } from '@/lib/simulator/create-simulator';
import { serveSimulator } from '@/lib/simulator/serve-simulator';
import { wavHeader } from '@/lib/simulator/wav-header';

/** Whose a leg is: the agent's, one of the supervisor's team, the system's in a call of both, or anybody else's. */
export type Mark = 'agent' | 'team' | 'shared' | 'other';

/** What stands in owner, numbers and tag of a leg, and over and over in its sound. */
export const MARKS: Readonly<Record<Mark, string>> = {
  agent: 'mark-agent-5d1f',
  team: 'mark-team-83c0',
  shared: 'mark-shared-2be7',
  other: 'mark-other-c964',
};

const OWNERS = { agent: 'Fred', team: 'Priya N.' } as const;
const SYSTEM_OWNERS = ['Administrator', 'NoojeeAdmin'];

/** How the owners of the agent's and of the team's legs are called behind this PBX. */
export const MARKED_OWNERS = {
  agent: `${OWNERS.agent} ${MARKS.agent}`,
  team: `${OWNERS.team} ${MARKS.team}`,
} as const;

interface LegFields extends Record<string, string> {
  UniqueId: string;
  Leg: string;
  Username: string;
}

/** The simulated PBX, each of whose legs bears a mark of whose it is. */
export async function startMarkedPbx(
  apiKey: string,
): Promise<{ url: string; close(): Promise<void> }> {
  const simulator = createSimulator({ apiKey });
  const marks = new Map<string, Mark>();
  return serveSimulator(
    {
      async handle(request) {
        const { pathname, searchParams } = new URL(request.url);
        if (pathname.endsWith('/retrieveByUniqueId')) {
          const mark = marks.get(`${searchParams.get('uniqueId')}/${searchParams.get('leg')}`);
          if (mark) return markedSound(mark);
        }
        const response = await simulator.handle(request);
        if (!pathname.includes('/retrieveMetaData') || !response.ok) return response;
        const text = await response.text();
        const headers = { 'Content-Type': response.headers.get('content-type') ?? '' };
        return new Response(markedReply(text, marks), { status: response.status, headers });
      },
    },
    { port: 0, host: '127.0.0.1' },
  );
}

function markedReply(text: string, marks: Map<string, Mark>): string {
  const reply: unknown = JSON.parse(text);
  const legs = legsIn(reply);
  // All are looked at before any is changed: a system user's leg is marked by its neighbours.
  const marked = legs.map((leg) => {
    const owners = legs.filter((one) => one.UniqueId === leg.UniqueId).map((one) => one.Username);
    return { leg, mark: markOf(leg.Username, owners) };
  });
  for (const { leg, mark } of marked) {
    const label = MARKS[mark];
    marks.set(`${leg.UniqueId}/${leg.Leg}`, mark);
    if (!SYSTEM_OWNERS.includes(leg.Username)) leg.Username = `${leg.Username} ${label}`;
    Object.assign(leg, { Source: label, Destination: label, DID: label, Tag: label });
  }
  return JSON.stringify(reply);
}

function markOf(owner: string, owners: readonly string[]): Mark {
  if (owner === OWNERS.agent) return 'agent';
  if (owner === OWNERS.team) return 'team';
  if (!SYSTEM_OWNERS.includes(owner)) return 'other';
  const hasAgent = owners.includes(OWNERS.agent);
  const hasTeam = owners.includes(OWNERS.team);
  if (hasAgent && hasTeam) return 'shared';
  if (hasAgent) return 'agent';
  return hasTeam ? 'team' : 'other';
}

/** Every leg in a reply, wherever it stands. */
function legsIn(value: unknown): LegFields[] {
  if (Array.isArray(value)) return value.flatMap(legsIn);
  if (typeof value !== 'object' || value === null) return [];
  if (isLeg(value)) return [value];
  return Object.values(value).flatMap(legsIn);
}

const isLeg = (value: object): value is LegFields =>
  'UniqueId' in value && 'Leg' in value && 'Username' in value;

/** Half a second of 16-bit sound that spells the mark. */
function markedSound(mark: Mark): Response {
  const samples = 4_000;
  const data = Buffer.alloc(samples * 2, MARKS[mark]);
  const format = { formatTag: 1, channels: 1, bits: 16, blockAlign: 2, bytesPerSecond: 16_000 };
  const file = Buffer.concat([wavHeader(format, data.byteLength, samples), data]);
  return new Response(file, { headers: { 'Content-Type': 'audio/x-wav' } });
}
