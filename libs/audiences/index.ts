export { AudiencesModule } from './audiences.module.ts';
