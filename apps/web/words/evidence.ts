export const evidenceWords = {
  quotationLost: 'This quotation is not in the archived copy of the source.',
  quotationLostHint: 'The recorded words and the text at their place differ. Open the source and record it again.',
  more: 'more',
  matches: (from: number, to: number) => `Matches the archived text, characters ${from}–${to}`,
  inFullDocument: (from: number, to: number) => ` (${from}–${to} in the full document)`,
  doesNotMatch: 'Does not match the archived text',
  hash: 'sha256',
  gap: 'The document goes on here; this part was not captured.',
  gapMark: '[…]',
  enteredByHand: 'date entered by hand',
  highlight: (number: string) => `Quoted passage ${number}:`,
  copyUnreadable: 'Archived copy could not be read. Hash and excerpt are kept.',
};
