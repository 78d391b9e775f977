/** `npm run restore -- FILE` */
import { restore } from '@/lib/database/backup/restore';
import { CommandError, runWithDatabase } from './run-with-database';

await runWithDatabase({
  mustExist: false,
  read([file, ...others]) {
    if (file && others.length === 0) return file;
    throw new CommandError('Say from where: npm run restore -- FILE');
  },
  async run({ db }, file) {
    const { tables, rows } = await restore(db, file);
    return `The database holds ${rows} rows of ${tables} tables, from ${file}.`;
  },
});
