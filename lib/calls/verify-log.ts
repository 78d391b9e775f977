import type { Actor } from '@/lib/access/actor';
import type { Listener } from '@/lib/access/audit/create-listening';
import type { VerificationLine } from '@/lib/contract/listening-log';
import type { Services } from './services';

/**
 * Reads the chain of the log from its first row to its end, in steps, and writes down how that ended. Whoever takes no
 * more lines ends it.
 *
 * @throws LegatoError `too-many-requests` where somebody else is at it, `database-unavailable`.
 */
export async function* verifyLog(
  { access }: Pick<Services, 'access'>,
  who: Listener & { actor: Actor },
): AsyncGenerator<VerificationLine> {
  for await (const step of access.log?.verify() ?? []) {
    if (!('isWhole' in step)) {
      yield { state: 'checking', ...step };
      continue;
    }
    const { isWhole, rows, notedHead } = step;
    const sequence = step.isWhole ? step.head.sequence : step.sequence;
    const sentence = step.isWhole ? null : step.sentence;
    await access.audit({
      ...who,
      action: 'log-verified',
      subject: { isWhole, rows, sequence, sentence, notedHead },
    });
    yield sentence === null
      ? { state: 'whole', rows, sequence, notedHead }
      : { state: 'broken', rows, sequence, sentence };
  }
}
