/** The few answers of PostgreSQL's protocol that are given without asking the database. */

/** Whether a transaction is open: I for none, T for one, E for one that has failed. */
export type TransactionState = 'I' | 'T' | 'E';

/** What a client hears when it connects: it is in, with these settings, and may ask. */
export const welcome = (): Buffer =>
  Buffer.concat([
    message('R', int32(0)),
    ...Object.entries({
      client_encoding: 'UTF8',
      DateStyle: 'ISO, MDY',
      integer_datetimes: 'on',
      standard_conforming_strings: 'on',
      TimeZone: 'UTC',
    }).map(([name, value]) => message('S', text(name), text(value))),
    readyForQuery('I'),
  ]);

/** An error with its SQLSTATE, and that the next request may come. */
export const refusal = (sqlState: string, sentence: string, state: TransactionState): Buffer =>
  Buffer.concat([
    message(
      'E',
      ...[text('SERROR'), text('VERROR'), text(`C${sqlState}`), text(`M${sentence}`), Buffer.of(0)],
    ),
    readyForQuery(state),
  ]);

/** A simple query, as a client sends it. */
export const simpleQuery = (sql: string): Buffer => message('Q', text(sql));

const readyForQuery = (state: TransactionState): Buffer => message('Z', Buffer.from(state));

const message = (type: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
};

const text = (value: string): Buffer => Buffer.from(`${value}\0`);

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
