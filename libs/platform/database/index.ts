export { registerEntities, registeredEntities } from './entities.ts';
export { LOGINS, newPasswords, prepareStatements, roleName, type Login, type LoginPasswords } from './logins.ts';
export { knownLogins, loginUrl, prepareServer, refuseToPrepare, withClient, type ServerAddress } from './prepare.ts';
export { migrate } from './migrate.ts';
export { backfill, changeTables } from './change-tables.ts';
