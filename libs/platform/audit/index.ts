export { CHAIN_START, verifyChain, type AuditRow, type ChainResult } from './verify-chain.ts';
