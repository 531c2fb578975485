export { AssessmentsModule } from './assessments.module.ts';
export { AssessmentsService, type GivenAssessment, type Reader } from './assessments.service.ts';
export { ComparisonService } from './comparison.service.ts';
