export { looseQuotations, type Passage } from './quotation-marks.ts';
export { asName, isNamed, plainText, readable, withoutNames, type Name, type Readable } from './names.ts';
export { assertsUncited, type WordingPlace } from './assertions.ts';
