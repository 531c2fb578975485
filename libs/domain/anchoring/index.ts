export {
  charactersBefore,
  CONTEXT_UNITS,
  firstLoneSurrogate,
  splitsSurrogatePair,
  withoutTrailing,
} from './text-units.ts';
export type { TextRange } from './text-units.ts';
export { AnchorRefused, refuseOffsets, selectorsOf } from './selectors.ts';
export type { AnchorRefusal, AnchorRefusalCode, Selectors } from './selectors.ts';
export { mostErrorsFor, rematch } from './rematch.ts';
export type { Anchor, ApproximateCandidate, Rematch } from './rematch.ts';
export { findPassage, joinPassages, PASSAGE_SEPARATOR, reanchorToFull, refuseTextAsCapture } from './passages.ts';
export type { Passage, PassagesCapture, TextRefusal } from './passages.ts';
export { isQuoted } from './quotation-marks.ts';
export { clauseBehindCue, sentenceAround, standingOf } from './sentence.ts';
export type { Stretch } from './sentence.ts';
