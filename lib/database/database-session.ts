import { type Query, sql } from 'drizzle-orm';
import { NodePgSession, NodePgTransaction } from 'drizzle-orm/node-postgres';
import {
  PgDatabase,
  PgDialect,
  type PgPreparedQuery,
  type PgTransactionConfig,
  type PreparedQueryConfig,
  type SelectedFieldsOrdered,
} from 'drizzle-orm/pg-core';
import pg from 'pg';
import type { Database } from './database';
import { toDatabaseError } from './database-fault';
import { MOST_BINDS } from './wire-requests';

type NoSchema = Record<string, never>;

/** drizzle over a pool of connections. What it throws is `LegatoError` or `DatabaseFault`, without values. */
export const databaseOver = (pool: pg.Pool): Database => {
  const dialect = new PgDialect();
  return new PgDatabase(dialect, new DatabaseSession(pool, dialect), undefined);
};

/** drizzle's own session, with errors that hold no values, a bound on binds, and connections that broke let go. */
class DatabaseSession extends NodePgSession<NoSchema, NoSchema> {
  readonly #client: pg.Pool | pg.PoolClient;
  readonly #dialect: PgDialect;

  constructor(client: pg.Pool | pg.PoolClient, dialect: PgDialect) {
    super(client, dialect, undefined);
    this.#client = client;
    this.#dialect = dialect;
  }

  override prepareQuery<T extends PreparedQueryConfig = PreparedQueryConfig>(
    query: Query,
    fields: SelectedFieldsOrdered | undefined,
    name: string | undefined,
    isResponseInArrayMode: boolean,
    customResultMapper?: (rows: unknown[][]) => T['execute'],
  ): PgPreparedQuery<T> {
    if (query.params.length > MOST_BINDS) {
      throw new RangeError(
        `A statement has ${query.params.length} values, and at most ${MOST_BINDS} are sent: pass arrays through unnest, or fewer rows.`,
      );
    }
    const prepared = super.prepareQuery<T>(
      query,
      fields,
      name,
      isResponseInArrayMode,
      customResultMapper,
    );
    const { execute } = prepared;
    prepared.execute = (values) => execute.call(prepared, values).catch(rethrow);
    return prepared;
  }

  override async transaction<T>(
    work: (transaction: NodePgTransaction<NoSchema, NoSchema>) => Promise<T>,
    config?: PgTransactionConfig,
  ): Promise<T> {
    if (!(this.#client instanceof pg.Pool)) throw new TypeError('a session is in a transaction');
    const client = await this.#client.connect().catch(rethrow);
    const session = new DatabaseSession(client, this.#dialect);
    const transaction = new NodePgTransaction<NoSchema, NoSchema>(
      this.#dialect,
      session,
      undefined,
    );
    let isBroken = false;
    try {
      await transaction.execute(sql`begin`);
      if (config) await transaction.setTransaction(config);
      const result = await work(transaction);
      await transaction.execute(sql`commit`);
      return result;
    } catch (error) {
      await transaction.execute(sql`rollback`).catch(() => {
        isBroken = true;
      });
      throw error;
    } finally {
      client.release(isBroken);
    }
  }
}

function rethrow(thrown: unknown): never {
  throw toDatabaseError(thrown);
}
