export { writeArchive } from './archive.ts';
export { dumpLines, type WorkspaceName, type WorkspaceTally } from './dump.ts';
export { verifyBackup, type BackupSummary } from './reading.ts';
export { removeWorkspace } from './removal.ts';
export { restoreBackup } from './restore.ts';
