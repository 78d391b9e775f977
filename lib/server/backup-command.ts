/** `npm run backup -- FILE` */
import { backUp } from '@/lib/database/backup/back-up';
import { CommandError, runWithDatabase } from './run-with-database';

await runWithDatabase({
  read([file, ...others]) {
    if (file && others.length === 0) return file;
    throw new CommandError('Say where to: npm run backup -- FILE');
  },
  async run({ db }, file) {
    const { tables, rows } = await backUp(db, file, new Date());
    return `${file} holds ${rows} rows of ${tables} tables.`;
  },
});
