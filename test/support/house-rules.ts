export { breachesOfArrows, breachesOfRoomNames, breachesOfRoomSize, ROOMS } from './house-rules/arrows.ts';
export { breachesOfHandle, breachesOfWorkspaceEntry } from './house-rules/database-handle.ts';
export { applyExceptions, breachesOfLength } from './house-rules/lengths.ts';
export type { LengthException } from './house-rules/lengths.ts';
export { breachesOfPurity } from './house-rules/purity.ts';
export { readSourceFiles } from './house-rules/source-files.ts';
export type { Breach, SourceFile } from './house-rules/source-files.ts';
export {
  breachesOfEnvironment,
  breachesOfFolderNames,
  breachesOfLock,
  breachesOfMachinePaths,
  breachesOfPuttingOff,
} from './house-rules/text-rules.ts';
export { breachesOfBoundWorkspace, breachesOfRepositories } from './house-rules/workspace-in-queries.ts';
