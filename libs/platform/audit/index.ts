export {
  isSignedBy,
  keyIdOf,
  recordOf,
  signCheckpoint,
  announceKey,
  CHECKPOINT_FORMAT,
  type Checkpoint,
  type CheckpointRecord,
  type KeyAnnouncement,
} from './checkpoint.ts';
export { CheckpointFile, type CheckpointPlaces } from './checkpoint-file.ts';
export { newSigningKey, publicKeysIn } from './signing-key.ts';
export { chainRow, verifyChain, VersionCheck, type AuditRow, type VersionRow } from './verify-chain.ts';
export { CHAIN_START, TRAIL_FAULTS, TrailCheck, type TrailProblem, type TrailResult } from './trail-check.ts';
export { trustedCheckpoints, type TrustedCheckpoints } from './trusted-checkpoints.ts';
export { EXPORT_FORMAT, UNANCHORED, type ExportHead } from './export-format.ts';
export { verifyExport } from './verify-export.ts';
