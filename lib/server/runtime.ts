import 'server-only';
import { hkdfSync, randomBytes } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { DestinationStream } from 'pino';
import { type Access, openAccess } from '@/lib/access/access';
import { readHead } from '@/lib/access/audit/append-rows';
import { openAudit } from '@/lib/access/audit/open-audit';
import { createHostGuard } from '@/lib/access/host-guard';
import { foldName } from '@/lib/access/people/fold-name';
import { countSessions } from '@/lib/access/sign-in/count-sessions';
import { createPasswordHashes } from '@/lib/access/sign-in/password-hashes';
import { createSignIn } from '@/lib/access/sign-in/sign-in';
import type { StartDecodingWorker } from '@/lib/audio/decode/decoding-messages';
import { createDecodingThread } from '@/lib/audio/decode/decoding-thread';
import { startDecodingWorker } from '@/lib/audio/decode/start-decoding-worker';
import { loadDataKey } from '@/lib/audio/kept/data-key';
import { openKeptWaves } from '@/lib/audio/kept/open-kept-waves';
import type { StartMeasuringThread } from '@/lib/audio/measure/measuring-messages';
import { createSoundMeter } from '@/lib/audio/measure/sound-meter';
import { startMeasuringThread } from '@/lib/audio/measure/start-measuring-thread';
import { createSpool } from '@/lib/audio/spool/create-spool';
import { createHealthCheck } from '@/lib/calls/check-pbx';
import { createCutReplies } from '@/lib/calls/cut-replies';
import { createLegDirectory } from '@/lib/calls/leg-directory';
import { createZonedIso } from '@/lib/calls/rules/zoned-iso';
import type { Services } from '@/lib/calls/services';
import { processTimers, type Timers } from '@/lib/concurrency/with-deadline';
import type { Call } from '@/lib/contract/call';
import type { FirstAnswer } from '@/lib/contract/first-answer';
import type { HeardOfCall } from '@/lib/contract/heard';
import type { LogPage, LogPeople, LogQuery } from '@/lib/contract/listening-log';
import type { PeopleList, PersonDetails, TokenList } from '@/lib/contract/people';
import type { RouteName } from '@/lib/contract/routes';
import type { CallPage, CallQuery } from '@/lib/contract/search';
import type { SittingPage, SittingQuery } from '@/lib/contract/sittings';
import type { Authentication } from '@/lib/contract/status';
import type { TeamList, WhoCanHear } from '@/lib/contract/teams';
import type { WavesMode } from '@/lib/contract/waveform';
import type { WeekReview } from '@/lib/contract/week-review';
import { openServingDatabase } from '@/lib/database/open-serving-database';
import { ownDataDir } from '@/lib/database/own-data-dir';
import { type StartPgliteThread, startPgliteThread } from '@/lib/database/start-pglite-thread';
import { createAddressLimit } from '@/lib/http/address-limit';
import { firstAnswer, type PageRequest } from '@/lib/http/first-answer';
import {
  createListener,
  type HttpContext,
  handleIncoming,
  handleRequest,
  type NextHandler,
} from '@/lib/http/handle';
import { GET_HEARD, READ_LOG, READ_SITTINGS } from '@/lib/http/listening-lines';
import { createPacer, type Pacer } from '@/lib/http/pacer';
import { createPageHeaders } from '@/lib/http/page-headers';
import {
  LIST_PEOPLE,
  LIST_TEAMS,
  LIST_TOKENS,
  SHOW_PERSON,
  WHO_CAN_HEAR,
} from '@/lib/http/people-lines';
import { refuseUnreadable } from '@/lib/http/refuse-unreadable';
import { createProxyTrust, newRequestId } from '@/lib/http/request-id';
import { GET_WEEK, LIST_LOG_PEOPLE } from '@/lib/http/review-lines';
import {
  CHECK_PBX,
  findRoute,
  GET_CALL,
  NO_ROUTE,
  ROUTE_TABLE,
  SEARCH_CALLS,
} from '@/lib/http/route-table';
import { serveBuildFiles } from '@/lib/http/serve-build-files';
import { createNoojeeClient } from '@/lib/noojee/create-noojee-client';
import { createPbxFetch } from '@/lib/noojee/create-pbx-fetch';
import type { Settings } from './env';
import { createLogger, type Logger } from './log';
import { measuredPbxFetch } from './metrics/measured-pbx-fetch';
import { withMetrics } from './metrics/serve-metrics';
import { openMetrics } from './open-metrics';

/** Everything that lives as long as the process. Neither the settings nor the API key can be read from it. */
export interface Runtime {
  host: string;
  port: number;
  /** The zone of the PBX, an IANA name. */
  timeZone: string;
  /** When legs are fetched for their waveforms. */
  waves: WavesMode;
  services: Services;
  /** Shares the process among the recordings that are being sent. */
  pacer: Pacer;
  log: Logger;
  /** Answers a route of the API, or an address that has none. */
  answer(route: RouteName | null, request: Request): Promise<Response>;
  /** What a page shows first. Never rejects. */
  firstCall(uniqueId: string, page: PageRequest): Promise<FirstAnswer<Call>>;
  firstHeard(uniqueId: string, page: PageRequest): Promise<FirstAnswer<HeardOfCall>>;
  firstCalls(query: CallQuery, page: PageRequest): Promise<FirstAnswer<CallPage>>;
  firstCheck(page: PageRequest): Promise<FirstAnswer<Authentication>>;
  firstSittings(query: SittingQuery, page: PageRequest): Promise<FirstAnswer<SittingPage>>;
  firstLog(query: LogQuery, page: PageRequest): Promise<FirstAnswer<LogPage>>;
  firstLogPeople(page: PageRequest): Promise<FirstAnswer<LogPeople>>;
  firstWeek(day: string, page: PageRequest): Promise<FirstAnswer<WeekReview>>;
  firstPeople(page: PageRequest): Promise<FirstAnswer<PeopleList>>;
  firstPerson(id: string, page: PageRequest): Promise<FirstAnswer<PersonDetails>>;
  firstTeams(page: PageRequest): Promise<FirstAnswer<TeamList>>;
  firstTokens(page: PageRequest): Promise<FirstAnswer<TokenList>>;
  firstWhoCanHear(uniqueId: string, page: PageRequest): Promise<FirstAnswer<WhoCanHear>>;
  /** As `answer`, on a plain Node response and for whatever route the address has. Never rejects. */
  answerIncoming(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** What server.js does with each request; `buildFolder` is where the build wrote scripts and styles. */
  listener(
    next: NextHandler,
    buildFolder?: string,
  ): (request: IncomingMessage, response: ServerResponse) => void;
  /** Answers what comes to this server and never becomes a request. */
  refuseUnreadable(server: Server): void;
  /** Ends what is still going on, last opened first. A second call waits for the first. */
  close(): Promise<void>;
}

export interface RuntimeOptions {
  /** Where log lines go; standard output by default. */
  logDestination?: DestinationStream;
  /** The thread that measures legs; the one of the bundle by default. */
  startMeasuring?: StartMeasuringThread;
  /** The thread that decodes legs; the one of the bundle by default. */
  startDecoding?: StartDecodingWorker;
  /** The thread of the embedded database; the one of the bundle by default. */
  startPglite?: StartPgliteThread;
  /** Who may do what, where it is not the usual. */
  access?: Partial<Access>;
  /** Wall clock, in epoch milliseconds. */
  now?: () => number;
  timers?: Timers;
}

/** Joins the parts for one set of settings. What it opens before something fails is closed again. */
export async function openRuntime(
  settings: Settings,
  {
    logDestination,
    startMeasuring = startMeasuringThread,
    startDecoding = startDecodingWorker,
    startPglite = startPgliteThread,
    access: ownAccess,
    now = Date.now,
    timers = processTimers,
  }: RuntimeOptions = {},
): Promise<Runtime> {
  const { caPem, ...noojeeSettings } = settings.noojee;
  const log = createLogger({
    level: settings.logLevel,
    secrets: [
      noojeeSettings.apiKey,
      ...settings.database.secrets,
      ...(settings.metrics.token === null ? [] : [settings.metrics.token]),
    ],
    ...(logDestination && { destination: logDestination }),
  });
  const closers: (() => Promise<void>)[] = [];
  const close = once(async () => {
    for (const closeOne of closers.reverse()) await closeOne();
  });
  try {
    // Before anything in DATA_DIR is opened or wiped.
    const ownership = await ownDataDir(settings.dataDir);
    closers.push(() => ownership.release());
    const database = await openServingDatabase(
      { url: settings.database.url, dataDir: settings.dataDir },
      ownership,
      {
        startThread: startPglite,
        timers,
        onEnded: (reason) => log.error({ reason }, 'the embedded database ended'),
      },
    );
    closers.push(() => database.close());
    const metrics = await openMetrics(settings.metrics, log);
    if (metrics) closers.push(() => metrics.close());
    const pbxFetch = createPbxFetch({ caPem });
    closers.push(() => pbxFetch.close());
    const fetch = metrics ? measuredPbxFetch(pbxFetch, metrics, noojeeSettings) : pbxFetch;
    const noojee = createNoojeeClient({ ...noojeeSettings, fetch, now, timers });
    const measures = settings.waves.mode !== 'never';
    const kept = openKeptWaves({
      ...settings.waves,
      dataDir: settings.dataDir,
      isWanted: measures,
      log,
      now,
      timers,
    });
    if (kept) closers.push(() => kept.close());
    const spool = createSpool({
      directory: join(settings.dataDir, 'spool'),
      maxBytes: settings.spool.maxBytes,
      ttlMs: settings.spool.ttlMs,
      maxDownloads: noojeeSettings.maxDownloads,
      log,
      now,
      timers,
      meter: measures ? createSoundMeter(startMeasuring) : null,
      decoding: createDecodingThread(startDecoding, timers),
      kept,
    });
    closers.push(() => spool.close());
    const { db } = database;
    const recorded = openAudit({
      db,
      log,
      now,
      timers,
      retentionDays: settings.auditRetentionDays,
    });
    closers.push(() => recorded.close());
    const passwords = createPasswordHashes();
    const signIn = createSignIn({
      db,
      passwords,
      record: async (event) => {
        await recorded.recordSignIn(event);
        metrics?.signInHappened(event);
      },
      log,
      now,
      timers,
      settings: {
        ...settings.signIn,
        origin: settings.publicUrl ?? `http://localhost:${settings.port}`,
        secret: signInSecret(settings, log),
      },
    });
    closers.push(async () => signIn.close());
    await signIn.demo?.prepare();
    const systemUsers = new Set(settings.systemUsers.map(foldName));
    const access = await openAccess({
      db,
      signIn,
      passwords,
      audit: recorded.audit,
      listening: recorded.listening,
      rules: { systemUsers, sharesSystemLegs: settings.sharesSystemLegs },
      requiresReason: settings.requiresPlaybackReason,
      now,
      timers,
    });
    closers.push(async () => access.close());
    metrics?.lookAt({
      spool: () => spool.usage(),
      keptWavesBytes: () => kept?.storedBytes ?? 0,
      auditRows: async () => (await readHead(db)).sequence,
      sessions: () =>
        countSessions(db, { nowMs: now(), idleMs: settings.signIn.idleHours * 3_600_000 }),
    });
    const services: Services = {
      access: { ...access, ...ownAccess },
      noojee,
      directory: createLegDirectory(),
      cutReplies: createCutReplies(now),
      rules: {
        systemUsers,
        zonedIso: createZonedIso(noojeeSettings.timeZone),
      },
      review: { timeZone: noojeeSettings.timeZone, ...settings.review },
      spool,
      waves: settings.waves.mode,
      checkHealth: createHealthCheck(noojee, now),
      now,
      timers,
    };
    const pacer = createPacer({ timers });
    const context: HttpContext = {
      services,
      pacer,
      limitReadiness: createAddressLimit(now),
      log,
      pace: { isSlow: false },
      newRequestId,
      requireHost: createHostGuard(settings.publicUrl),
      pageHeaders: createPageHeaders(settings),
    };
    const isTrustedProxy = createProxyTrust(settings.trustedProxies);
    return {
      host: settings.host,
      port: settings.port,
      timeZone: noojeeSettings.timeZone,
      waves: settings.waves.mode,
      services,
      pacer,
      log,
      answer: (route, request) =>
        handleRequest(context, route ? ROUTE_TABLE[route] : NO_ROUTE, request),
      firstCall: (uniqueId, page) => firstAnswer(context, GET_CALL, uniqueId, page),
      firstHeard: (uniqueId, page) => firstAnswer(context, GET_HEARD, uniqueId, page),
      firstCalls: (query, page) => firstAnswer(context, SEARCH_CALLS, { query, part: {} }, page),
      firstSittings: (query, page) => firstAnswer(context, READ_SITTINGS, query, page),
      firstLog: (query, page) => firstAnswer(context, READ_LOG, query, page),
      firstLogPeople: (page) => firstAnswer(context, LIST_LOG_PEOPLE, null, page),
      firstWeek: (day, page) => firstAnswer(context, GET_WEEK, day, page),
      firstCheck: (page) => firstAnswer(context, CHECK_PBX, null, page),
      firstPeople: (page) => firstAnswer(context, LIST_PEOPLE, null, page),
      firstPerson: (id, page) => firstAnswer(context, SHOW_PERSON, { id, day: null }, page),
      firstTeams: (page) => firstAnswer(context, LIST_TEAMS, null, page),
      firstTokens: (page) => firstAnswer(context, LIST_TOKENS, null, page),
      firstWhoCanHear: (uniqueId, page) => firstAnswer(context, WHO_CAN_HEAR, uniqueId, page),
      answerIncoming: (request, response) =>
        handleIncoming(context, findRoute(request.url ?? '') ?? NO_ROUTE, request, response),
      listener: (next, buildFolder) =>
        withMetrics(
          createListener(
            context,
            isTrustedProxy,
            buildFolder === undefined ? next : serveBuildFiles(buildFolder, next),
          ),
          metrics,
          settings.metrics.token,
        ),
      refuseUnreadable: (server) => refuseUnreadable(server, context),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Of the key that lies beside the database or away from it: its own, so that neither tells of the other. */
function signInSecret({ waves, dataDir }: Settings, log: Logger): string {
  const key = waves.key ?? keyIn(dataDir, log);
  return Buffer.from(hkdfSync('sha256', key, '', 'legato sign-in', 32)).toString('base64');
}

/** Where there is none, people can sign in all the same. */
function keyIn(dataDir: string, log: Logger): Buffer {
  try {
    return loadDataKey(dataDir);
  } catch (error) {
    log.error(
      { error },
      'authenticators cannot be used and sessions end with Legato: there is no key',
    );
    return randomBytes(32);
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= work();
    return done;
  };
}
