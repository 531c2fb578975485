export { PrivacyModule } from './privacy.module.ts';
export { PrivacyService, type Person } from './privacy.service.ts';
