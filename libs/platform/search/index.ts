export { foldWord, searchWords } from './words.ts';
export { forgetInSearch, indexForSearch, reindexNumber, type Searchable } from './search-index.ts';
