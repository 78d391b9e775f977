import type { BetterAuthOptions } from 'better-auth';
import type { DBAdapter, DBTransactionAdapter, Where } from 'better-auth/adapters';
import { hashSecret } from './hash-secret';

type Adapter = DBAdapter<BetterAuthOptions>;
type Shared = DBTransactionAdapter<BetterAuthOptions>;

/**
 * Keeps the hash of each session's token in place of the token, which better-auth would store as it is: who
 * reads the database can sign in as nobody. better-auth goes on seeing the token where it gave it.
 */
export function hashSessionTokens(adapter: Adapter): Adapter {
  return {
    ...hashTokens(adapter),
    transaction: (work) => adapter.transaction((transaction) => work(hashTokens(transaction))),
  };
}

function hashTokens<Under extends Shared>(under: Under): Under {
  const hashed: Partial<Shared> = {
    create: async (asked) => {
      const token = tokenOf(asked.model, asked.data);
      if (token === null) return await under.create(asked);
      const data = { ...asked.data, token: hashSecret(token) };
      return restored(await under.create({ ...asked, data }), token);
    },
    findOne: async <Row>(asked: Parameters<Shared['findOne']>[0]) => {
      const found = await under.findOne<Row>({
        ...asked,
        where: whereHashed(asked.model, asked.where),
      });
      return found && restored(found, askedToken(asked.model, asked.where));
    },
    update: async <Row>(asked: Parameters<Shared['update']>[0]) => {
      const updated = await under.update<Row>({
        ...asked,
        where: whereHashed(asked.model, asked.where),
      });
      return updated && restored(updated, askedToken(asked.model, asked.where));
    },
    findMany: (asked) =>
      under.findMany({ ...asked, where: asked.where && whereHashed(asked.model, asked.where) }),
    count: (asked) =>
      under.count({ ...asked, where: asked.where && whereHashed(asked.model, asked.where) }),
    updateMany: (asked) =>
      under.updateMany({ ...asked, where: whereHashed(asked.model, asked.where) }),
    delete: (asked) => under.delete({ ...asked, where: whereHashed(asked.model, asked.where) }),
    deleteMany: (asked) =>
      under.deleteMany({ ...asked, where: whereHashed(asked.model, asked.where) }),
    consumeOne: (asked) =>
      under.consumeOne({ ...asked, where: whereHashed(asked.model, asked.where) }),
    incrementOne: (asked) =>
      under.incrementOne({ ...asked, where: whereHashed(asked.model, asked.where) }),
  };
  return { ...under, ...hashed };
}

function whereHashed(model: string, where: Where[]): Where[] {
  if (model !== 'session') return where;
  return where.map((condition) => {
    const { field, value } = condition;
    if (field !== 'token') return condition;
    if (typeof value === 'string') return { ...condition, value: hashSecret(value) };
    if (Array.isArray(value)) {
      return { ...condition, value: value.map((token) => hashSecret(String(token))) };
    }
    return condition;
  });
}

function askedToken(model: string, where: Where[]): string | null {
  if (model !== 'session') return null;
  const value = where.find(({ field }) => field === 'token')?.value;
  return typeof value === 'string' ? value : null;
}

function tokenOf(model: string, data: object): string | null {
  return model === 'session' && 'token' in data && typeof data.token === 'string'
    ? data.token
    : null;
}

/** The row as better-auth wrote or asked for it. */
const restored = <Row>(row: Row, token: string | null): Row =>
  token === null ? row : { ...row, token };
