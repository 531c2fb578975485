import { DemoSignIns } from './demo-sign-ins.ts';

describe('the sign-ins that stand in the documentation', () => {
  it.each([
    ['in a demonstration', true, 'steward@sample.example', 'sample-steward', false],
    ['elsewhere, where the data came from a demonstration', false, ' Steward@Sample.example', 'sample-steward', true],
    ['elsewhere, with a password of its own', false, 'steward@sample.example', 'another long password', false],
    ['elsewhere, for somebody else', false, 'anna@example.org', 'sample-steward', false],
  ])('%s', (_title, enabled, email, password, refused) => {
    expect(new DemoSignIns(enabled).refuses(email, password)).toBe(refused);
  });
});
