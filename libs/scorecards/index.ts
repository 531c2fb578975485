export { ScorecardsModule } from './scorecards.module.ts';
export { MethodsService } from './methods.service.ts';
export { RoundsService } from './rounds.service.ts';
export type { ExportedAnswer, ExportedRound } from './rounds.service.ts';
export { AnswersService } from './answers.service.ts';
export type { GivenAnswer } from './answers.service.ts';
export { ScorecardsService } from './scorecards.service.ts';
