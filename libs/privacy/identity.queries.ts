import { createHash } from 'node:crypto';
import type { IdentityQuery } from '@libs/platform/access';

interface TableRow {
  name: string;
  columns: string[];
}

/** The table of events keeps its rows: without the person they still tell that somebody tried or came in. */
const EVENTS = 'security_event';

/** Members that open something, by name; bytes are left out anyway. */
const SECRET = /hash|secret|token|key/;

/** Every table of accounts with rows of one person. No list is kept: a new table is found by its column. */
async function tablesOfPersons(query: IdentityQuery): Promise<TableRow[]> {
  return query<TableRow>(
    `select c.table_name::text as name,
       array_agg(c.column_name::text order by c.ordinal_position) filter (where c.data_type <> 'bytea') as columns
     from information_schema.columns c where c.table_schema = 'identity'
     group by c.table_name having bool_or(c.column_name = 'user_id') order by c.table_name`,
  );
}

/** What the schema of accounts keeps about a person, table by table, without what would open anything. */
export async function rowsOfPerson(
  query: IdentityQuery,
  userId: string,
): Promise<Record<string, Record<string, unknown>[]>> {
  const found: Record<string, Record<string, unknown>[]> = {};
  for (const { name, columns } of await tablesOfPersons(query)) {
    const told = columns.filter((column) => !SECRET.test(column)).map((column) => `"${column}"`);
    found[name] = await query(`select ${told.join(', ')} from identity."${name}" where user_id = $1`, [userId]);
  }
  return found;
}

/**
 * Takes a person out of the schema of accounts: ways in, sessions, memberships, tries and the account. Of the security
 * events, time and kind stay.
 * @param subjects members and invitations of the person, to whom ways in were given
 */
export async function erasePerson(
  query: IdentityQuery,
  account: { id: string; email: string },
  subjects: string[],
): Promise<void> {
  const accountKey = createHash('sha256').update(account.email.trim().toLowerCase()).digest();
  await query(`update identity.${EVENTS} set user_id = null, address = null, detail = '{}' where user_id = $1`, [
    account.id,
  ]);
  const waiting = (await tablesOfPersons(query)).map(({ name }) => name).filter((name) => name !== EVENTS);
  for (const name of waiting) await query(`delete from identity."${name}" where user_id = $1`, [account.id]);
  await query('delete from identity.credential where subject_id = any($1)', [[account.id, ...subjects]]);
  for (const table of ['sign_in_failure', 'known_address']) {
    await query(`delete from identity.${table} where account_key = $1`, [accountKey]);
  }
  await query('delete from identity.user_account where id = $1', [account.id]);
}
