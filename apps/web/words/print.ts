/** "sha256 8e42… (archived passages), a951… (full document)": which text a hash is of, where there are two. */
function hashes(text: string | null, original: string | null): string {
  if (!text || !original || text === original) return `sha256 ${text ?? original ?? ''}`;
  return `sha256 ${text} (archived passages), ${original} (full document)`;
}

export const printWords = {
  archivedCopy: (number: string, text: string | null, original: string | null) =>
    `Archived copy ${number}, ${hashes(text, original)}.`,
  sample: 'Sample.',
  invented: 'Everything about this company is invented.',
  printed: (date: string) =>
    `Printed ${date}. All quotations match the archived text; paraphrase stands without quotation marks.`,
  method: (name: string, hash: string) => `Method ${name}, file sha256 ${hash}.`,
  reading: (number: string, verdict: string) => `${number}, our reading: ${verdict}.`,
  holds: (claim: string, findings: string, asOf: string) =>
    findings ? `${claim} with ${findings}, as of ${asOf}.` : `${claim}, as of ${asOf}.`,
  evidence: (grade: string) => `Evidence: ${grade}.`,
  asked: (date: string | null, what: string) => `Asked${date ? ` ${date}` : ''}: ${what}`,
  due: (date: string) => `Due ${date}.`,
  companysAnswer: 'Company’s answer:',
  otherAnswers: 'Answers that the same sources give:',
};
