export * from './config.ts';
export { packageRoot } from './package-root.ts';
