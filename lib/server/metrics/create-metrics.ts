import 'server-only';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { SignInEvent } from '@/lib/access/sign-in/sign-in-event';
import type { SpoolUsage } from '@/lib/audio/spool/create-spool';
import type { RequestKind } from '@/lib/http/route-name';

/** What is asked for when somebody looks, and not counted as it happens. */
export interface MetricsSources {
  spool(): SpoolUsage;
  keptWavesBytes(): number;
  /** Rows of the audit that were ever written, by all processes. */
  auditRows(): Promise<number>;
  sessions(): Promise<number>;
}

/** Of an answer: its class, or `left` where the client went before its end. */
export type StatusClass = '1xx' | '2xx' | '3xx' | '4xx' | '5xx' | 'left';
export type PbxQuestion = 'time' | 'metadata' | 'by-hour' | 'recording';
export type PbxOutcome = 'answered' | 'refused' | 'failed' | 'unreachable' | 'given-up';

export interface Metrics {
  requestEnded(kind: RequestKind, status: StatusClass, seconds: number): void;
  pbxAnswered(question: PbxQuestion, outcome: PbxOutcome, seconds: number): void;
  signInHappened(event: Pick<SignInEvent, 'action' | 'how'>): void;
  /** From when on what is looked up can be. Until then it is left out. */
  lookAt(sources: MetricsSources): void;
  /** Prometheus' text, and the type that it is sent as. */
  text(): Promise<{ contentType: string; body: string }>;
}

const REQUEST_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];
const PBX_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/**
 * The figures of one process. Its registry is its own, not the library's global one: Next may load this module
 * more than once, but the runtime that holds this is made once. No label holds a name, an address or anything
 * else that is not of a closed list.
 */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'legato_http_request_duration_seconds',
    help: 'Requests from their arrival to the end of their answer; a recording ends as its player reads it.',
    labelNames: ['route', 'status'],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const pbx = new Histogram({
    name: 'legato_pbx_request_duration_seconds',
    help: 'Requests to the PBX, to the headers of its answer.',
    labelNames: ['question', 'outcome'],
    buckets: PBX_SECONDS,
    registers,
  });
  const signIns = new Counter({
    name: 'legato_sign_ins_total',
    help: 'Sign-ins that succeeded and that failed, by how they were tried.',
    labelNames: ['outcome', 'how'],
    registers,
  });
  return {
    requestEnded: (route, status, seconds) => requests.observe({ route, status }, seconds),
    pbxAnswered: (question, outcome, seconds) => pbx.observe({ question, outcome }, seconds),
    signInHappened({ action, how }) {
      if (action === 'signed-in') signIns.inc({ outcome: 'succeeded', how });
      if (action === 'sign-in-failed') signIns.inc({ outcome: 'failed', how });
    },
    lookAt: (sources) => addGauges(registry, sources),
    text: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}

function addGauges(registry: Registry, sources: MetricsSources): void {
  const gauge = (name: string, help: string, value: () => number | Promise<number>) =>
    new Gauge({
      ...{ name, help, registers: [registry] },
      async collect() {
        const found = await orNull(value);
        // What cannot be looked up is left out, so that the rest can be read.
        if (found === null) this.remove();
        else this.set(found);
      },
    });
  gauge(
    'legato_downloads_running',
    'Legs that are being fetched from the PBX.',
    () => sources.spool().downloads.running,
  );
  gauge(
    'legato_downloads_waiting',
    'Legs that wait for a download to end.',
    () => sources.spool().downloads.waiting,
  );
  gauge('legato_spool_bytes', 'Audio in the spool.', () => sources.spool().bytes);
  gauge('legato_kept_waves_bytes', 'Waveforms that are kept.', sources.keptWavesBytes);
  gauge('legato_sessions', 'Sessions that are good.', sources.sessions);
  new Counter({
    name: 'legato_audit_rows_total',
    help: 'Rows written to the audit, by all processes on this database.',
    registers: [registry],
    async collect() {
      const rows = await orNull(sources.auditRows);
      // It is counted where it is written: here it is as it was found.
      this.remove();
      if (rows !== null) this.inc(rows);
    },
  });
}

async function orNull(value: () => number | Promise<number>): Promise<number | null> {
  try {
    return await value();
  } catch {
    return null;
  }
}
