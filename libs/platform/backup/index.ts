export { writeArchive } from './archive.ts';
export { dumpLines, type WorkspaceName, type WorkspaceTally } from './dump.ts';
export { verifyBackup, type BackupSummary } from './reading.ts';
export { restoreBackup } from './restore.ts';
