/**
 * `npm run audit:verify`, with `-- --rebuild-heard` to make the table `heard` from the chain again, and with `-- --from SEQUENCE` and `-- --head HASH` or `-- --head SEQUENCE:HASH`.
 */
import { formatHead } from '@/lib/access/audit/append-rows';
import { findHeardMismatch, rebuildHeard } from '@/lib/access/audit/heard-from-chain';
import { type VerifyOptions, verifyChain } from '@/lib/access/audit/verify-chain';
import { CommandError, runWithDatabase } from './run-with-database';

const USAGE =
  'Say: npm run audit:verify -- [--from SEQUENCE] [--head SEQUENCE:HASH] [--rebuild-heard]';

await runWithDatabase<VerifyOptions & { rebuilds: boolean }>({
  read(words) {
    const options: VerifyOptions & { rebuilds: boolean } = { rebuilds: false };
    const pairs = words.filter((word) => word !== '--rebuild-heard');
    options.rebuilds = pairs.length < words.length;
    for (let index = 0; index < pairs.length; index += 2) {
      const value = pairs[index + 1] ?? '';
      const head = /^(?:(\d{1,15}):)?([0-9a-f]{64})$/i.exec(value);
      if (pairs[index] === '--from' && /^[1-9]\d{0,14}$/.test(value)) options.from = Number(value);
      else if (pairs[index] === '--head' && head) {
        const [, sequence, hash = ''] = head;
        options.notedHead = {
          sequence: sequence === undefined ? null : Number(sequence),
          hash: hash.toLowerCase(),
        };
      } else throw new CommandError(USAGE);
    }
    return options;
  },
  async run({ db }, options) {
    const found = await verifyChain(db, options);
    if (!found.isWhole) {
      throw new CommandError(`${found.sentence} The ${found.rows} rows before it are whole.`);
    }
    if (options.rebuilds) await rebuildHeard(db);
    const wrong = await findHeardMismatch(db);
    if (wrong) {
      throw new CommandError(
        `The audit is whole, and the table heard says something else than it of leg ${wrong.leg} of call ${wrong.uniqueId}: npm run audit:verify -- --rebuild-heard`,
      );
    }
    return `The audit is whole: ${found.rows} rows, from ${found.first} to ${formatHead(found.head)}`;
  },
});
