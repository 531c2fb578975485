export { openDatabase, type OpenDatabase } from './open-database.ts';
