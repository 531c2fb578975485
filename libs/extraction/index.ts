export { extract } from './extract.ts';
export { LONGEST_SENTENCE } from './rules/grammar.ts';
export type * from './suggestion.ts';
