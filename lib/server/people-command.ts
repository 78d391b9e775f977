/** `npm run people -- …`; `npm run people -- --help` says what there is. */
import { readFile } from 'node:fs/promises';
import { createPeopleDesk } from '@/lib/access/desk/people-desk';
import { createTeamDesk } from '@/lib/access/desk/team-desk';
import { createPasswordHashes } from '@/lib/access/sign-in/password-hashes';
import { migrate } from '@/lib/database/migrate';
import { PEOPLE_HELP, runPeopleCommand } from './commands/people-command';
import { runWithDatabase } from './run-with-database';

const words = process.argv.slice(2);
if (words.length === 0 || words.some((word) => word === '--help' || word === '-h')) {
  // Without a database: help makes none.
  process.stdout.write(`${PEOPLE_HELP}\n`);
  process.exit();
}
await runWithDatabase<readonly string[]>({
  read: () => words,
  // The first recording manager may be made before Legato has ever been started.
  mustExist: false,
  async run({ db }, given) {
    await migrate(db);
    const desk = { db, passwords: createPasswordHashes(), now: Date.now };
    return await runPeopleCommand(
      {
        db,
        people: createPeopleDesk(desk),
        teams: createTeamDesk(desk),
        // An editor ends the last line, and that is no part of the password.
        readPassword: async (path) => (await readFile(path, 'utf8')).replace(/\r?\n$/, ''),
      },
      given,
    );
  },
});
