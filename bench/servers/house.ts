import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, BrowserContextOptions } from '@playwright/test';
import { CallPage } from '@/lib/contract/search';
import { paths } from '@/lib/paths';
import { signInAs } from '../../e2e/sign-in-as';
import { freePort } from '../../scripts/free-port.mjs';
import { projectRoot } from '../../scripts/project-root.mjs';
import { startLegato } from '../../scripts/start-legato.mjs';
import type { Stage } from '../stage';
import { untilAnswers } from './until-answers';

const API_KEY = '00000000-0000-4000-8000-000000000001';

/** What reached the simulated PBX. */
export interface PbxCounts {
  /** Recordings that were asked for since it started. */
  recording: number;
  /** Recordings that are being sent now. */
  openRecordings: number;
}

/** The built Legato and the simulated PBX that it asks. */
export interface House {
  legatoUrl: string;
  legatoPid: number;
  pbxUrl: string;
  pbxApiKey: string;
  countPbx(): Promise<PbxCounts>;
  /** The recording manager of the demo is signed in by it: the value of a `Cookie` header. */
  cookie: string;
  /** Asks Legato for a path as that person. */
  ask(path: string): Promise<Response>;
  /** The same contexts with that person signed in. Houses have a host in common: a context is signed in to one. */
  signedIn(open: OpenContext): OpenContext;
  /** The unique ids of the calls of a tag, newest first. */
  findCalls(tag: string): Promise<CallPage['calls']>;
}

export type OpenContext = (options?: BrowserContextOptions) => Promise<BrowserContext>;

interface HouseOptions {
  /** How fast the PBX sends a recording; as fast as it can where it is left out. */
  pbxBytesPerSecond?: number;
  /** How long the PBX thinks before each answer; not at all where it is left out. */
  pbxAnswerAfterMs?: number;
  settings?: Record<string, string>;
}

export async function startHouse(stage: Stage, options: HouseOptions = {}): Promise<House> {
  const pbxPort = await freePort(4740);
  const pbx = fork(join(projectRoot, 'bench', 'servers', 'counting-pbx.ts'), {
    cwd: projectRoot,
    execArgv: ['--import', 'tsx'],
    env: {
      ...process.env,
      PBX_PORT: String(pbxPort),
      PBX_API_KEY: API_KEY,
      PBX_BYTES_PER_SECOND: String(options.pbxBytesPerSecond ?? ''),
      PBX_ANSWER_AFTER_MS: String(options.pbxAnswerAfterMs ?? ''),
    },
  });
  const pbxEnded = once(pbx, 'close');
  stage.onEnd(async () => {
    pbx.kill('SIGTERM');
    await pbxEnded;
  });
  const pbxUrl = `http://127.0.0.1:${pbxPort}`;
  await untilAnswers(pbxUrl);

  const legato = await startLegato({
    NOOJEE_URL: pbxUrl,
    NOOJEE_API_KEY: API_KEY,
    LOG_LEVEL: 'warn',
    DEMO_PEOPLE: 'true',
    PORT: String(await freePort(4760)),
    ...options.settings,
  });
  stage.onEnd(legato.stop);
  const cookies = await signInAs(legato.url, 'meg');
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const ask = (path: string) => fetch(legato.url + path, { headers: { cookie } });

  return {
    legatoUrl: legato.url,
    legatoPid: legato.pid,
    pbxUrl,
    pbxApiKey: API_KEY,
    cookie,
    ask,
    signedIn: (open) => async (options) => {
      const context = await open(options);
      await context.addCookies(cookies);
      return context;
    },
    async countPbx() {
      const answered = once(pbx, 'message');
      pbx.send('counts');
      const [counts] = (await answered) as [PbxCounts];
      return counts;
    },
    async findCalls(tag) {
      const response = await ask(paths.api.calls({ tag }));
      if (!response.ok)
        throw new Error(`Legato answered ${response.status} to a search for ${tag}`);
      return CallPage.parse(await response.json()).calls;
    },
  };
}

/** Path of the audio of the leg of twenty minutes, and its bytes as Legato serves them, in a file. */
export async function spoolLongLeg(house: House, folder: string) {
  const [call] = await house.findCalls('TWENTY-MINUTES');
  if (!call) throw new Error('The simulated PBX has no call tagged TWENTY-MINUTES.');
  const audioPath = paths.api.audio(call.uniqueId, 1);
  const response = await house.ask(audioPath);
  const bytes = Buffer.from(await response.arrayBuffer());
  if (response.status !== 200) throw new Error(`The leg was answered ${response.status}`);
  const file = join(folder, 'leg.wav');
  await writeFile(file, bytes);
  return { uniqueId: call.uniqueId, audioPath, file, size: bytes.length };
}
