export { SourcesModule } from './sources.module.ts';
export { SourcesService, type DocumentTaken, type Given } from './sources.service.ts';
export { ExcerptsService } from './excerpts.service.ts';
export { CapturesService } from './captures.service.ts';
export type { Excerpt } from './excerpt.entity.ts';
// What every room above does in the same way: dates with an origin, short numbers, locks, and lists of what relies on it.
export {
  calendarProblems,
  changedAmong,
  dateProblems,
  refuseWhileReliedOn,
  shortened,
  type Reliant,
} from './source.rules.ts';
export { dateViewOf } from './source.view.ts';
export { refuseUnderReading, requireLocked, takeNumber } from './sources.queries.ts';
