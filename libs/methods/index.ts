export { MOST_METHOD_BYTES, readMethod } from './file/read-method.ts';
export { METHOD_SCHEMA } from './file/method-schema.ts';
export { MethodRefused } from './file/problem.ts';
export type { FileProblem } from './file/problem.ts';
export type { MethodRules, NodeRules } from './file/method-rules.ts';
