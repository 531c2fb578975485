export {
  CHAIN_START,
  verifyChain,
  verifyVersions,
  type AuditRow,
  type ChainResult,
  type VersionRow,
} from './verify-chain.ts';
