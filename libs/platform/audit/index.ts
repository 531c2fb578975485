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
export {
  CHAIN_START,
  verifyChain,
  verifyVersions,
  type AuditRow,
  type ChainResult,
  type VersionRow,
} from './verify-chain.ts';
