/** `npm run restore -- FILE` */
import { restore } from '@/lib/database/backup/restore';
import { CommandError, runWithDatabase } from './run-with-database';

await runWithDatabase(
  async ({ db }, [file, ...others]) => {
    if (!file || others.length > 0)
      throw new CommandError('Say from where: npm run restore -- FILE');
    const { tables, rows } = await restore(db, file);
    return `The database holds ${rows} rows of ${tables} tables, from ${file}.`;
  },
  { mustExist: false },
);
