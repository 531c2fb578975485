export { checkTemplate } from './template/check-template.ts';
export { createTemplatePool, renderTemplate } from './template/template-pool.ts';
export type { TemplatePool } from './template/template-pool.ts';
export { FieldsMissing, TemplateLimitReached, TemplateRefused } from './template/problems.ts';
export type { MissingField, TemplateProblem, TemplateProblemCode } from './template/problems.ts';
export { COMMON_FIELDS, fieldAt } from './template/catalogue.ts';
export type { Field, FieldCatalogue, FieldKind } from './template/catalogue.ts';
export { FIRST_CONTACT } from './template/first-contact.catalogue.ts';
export { printDate } from './template/print-value.ts';
export { possessive } from './model/citation-text.ts';
export { readContext } from './template/context.ts';
export type {
  CitationEntry,
  ExcerptEntry,
  FieldProblem,
  FieldRecord,
  FieldValue,
  LetterContext,
  MoneyEntry,
  SignatoryEntry,
} from './template/context.ts';

export { LETTER_MODEL_VERSION, NotALetterModel, parseLetterModel, runsOf } from './model/letter-model.ts';
export type {
  LetterBlock,
  LetterFootnote,
  LetterFootnoteRun,
  LetterModel,
  LetterQuotationRun,
  LetterRun,
  LetterSignatory,
  LetterTextRun,
} from './model/letter-model.ts';
export { unboundQuotations } from './model/letter-quotations.ts';
export type { MarkedWords, UnboundQuotation } from './model/letter-quotations.ts';
export { checkedTexts, letterSentences } from './model/letter-sentences.ts';
export type { LetterSentence } from './model/letter-sentences.ts';
export { canonicalJson, modelHash } from './model/model-hash.ts';

export { markedPage } from './pdf/svg-pages.ts';
export { createPdfPool, PdfFailed } from './pdf/pdf-pool.ts';
export type { PdfPool, PdfPoolOptions } from './pdf/pdf-pool.ts';

export { renderDocx } from './docx/render-docx.ts';
export { renderHtml, renderHtmlFragment } from './html/render-html.ts';
export { LETTER_STYLE } from './html/letter-style.ts';
export { renderText } from './text/render-text.ts';
