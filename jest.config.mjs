export default {
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/migrations', '<rootDir>/test', '<rootDir>/scripts'],
  testMatch: ['**/*.spec.ts'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': ['@swc/jest'] },
  moduleNameMapper: { '^@libs/(.*)$': '<rootDir>/libs/$1/index.ts' },
  testSequencer: '<rootDir>/test/support/long-first.mjs',
  maxWorkers: '100%',
  testTimeout: 60_000,
};
