/** `npm run audit:verify`, with `-- --from SEQUENCE` and `-- --head HASH` or `-- --head SEQUENCE:HASH`. */
import { formatHead } from '@/lib/access/audit/append-rows';
import { type VerifyOptions, verifyChain } from '@/lib/access/audit/verify-chain';
import { CommandError, runWithDatabase } from './run-with-database';

const USAGE = 'Say: npm run audit:verify [-- --from SEQUENCE] [-- --head SEQUENCE:HASH]';

await runWithDatabase<VerifyOptions>({
  read(words) {
    const options: VerifyOptions = {};
    for (let index = 0; index < words.length; index += 2) {
      const value = words[index + 1] ?? '';
      const head = /^(?:(\d{1,15}):)?([0-9a-f]{64})$/i.exec(value);
      if (words[index] === '--from' && /^[1-9]\d{0,14}$/.test(value)) options.from = Number(value);
      else if (words[index] === '--head' && head) {
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
    return `The audit is whole: ${found.rows} rows, from ${found.first} to ${formatHead(found.head)}`;
  },
});
