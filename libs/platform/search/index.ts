export { foldWord, searchWords } from './words.ts';
export { forgetInSearch, indexForSearch, type Searchable } from './search-index.ts';
