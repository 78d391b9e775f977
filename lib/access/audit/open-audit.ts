import type { SignInEvent } from '../sign-in/sign-in-event';
import { type Audit, type AuditOptions, createAudit } from './create-audit';
import { createListening, type Listening } from './create-listening';
import { cutAudit } from './cut-audit';
import { createSignInRecord } from './record-sign-in';
import { createServedLedger } from './served-ledger';

export interface OpenAuditOptions extends AuditOptions {
  /** Rows that are older go; 0 keeps them for ever. */
  retentionDays: number;
}

/** Everything that is written down, and what is made of it. */
export interface OpenAudit {
  audit: Audit;
  listening: Listening;
  recordSignIn(event: SignInEvent): Promise<void>;
  /** Waits for what is being written. A second call waits for the first. */
  close(): Promise<void>;
}

const DAY_MS = 86_400_000;
/** Soon after the start, so that it also happens where Legato is started every morning. */
const CUT_EVERY_MS = 3_600_000;

/** Opens the audit with all that belongs to it. Nothing is read or written yet. */
export function openAudit(options: OpenAuditOptions): OpenAudit {
  const { db, log, now, timers, retentionDays } = options;
  const audit = createAudit(options);
  const ledger = createServedLedger(options);
  let cutting: Promise<unknown> | null = null;

  async function cut(): Promise<void> {
    try {
      const removed = await cutAudit(db, { beforeMs: now() - retentionDays * DAY_MS, now });
      if (removed > 0) log.info({ removed }, 'old rows of the audit were removed');
    } catch (error) {
      log.error({ err: error }, 'old rows of the audit cannot be removed');
    } finally {
      cutting = null;
    }
  }
  const stopCutting =
    retentionDays > 0
      ? timers.every(CUT_EVERY_MS, () => {
          cutting ??= cut();
        })
      : () => {};

  return {
    audit,
    listening: createListening({ db, audit, ledger, now }),
    recordSignIn: createSignInRecord(db, audit),
    async close() {
      stopCutting();
      await cutting;
      await ledger.close();
      await audit.close();
    },
  };
}
