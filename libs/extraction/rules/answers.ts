import type { AnswerSuggestion, QuotationSuggestion } from '../suggestion.ts';
import { speakerBefore } from './attribution.ts';
import { LONGEST_SENTENCE, rule } from './grammar.ts';
import { trimmedAt, type Reading } from './reading.ts';

const REFUSALS: readonly (readonly [AnswerSuggestion['outcome'], RegExp])[] = [
  [
    'declined',
    rule(
      '(?<![\\p{L}])(?:(?:has|have|had|also) )?(?:declined|refused) (?:to (?:comment|be interviewed|answer|say|discuss|respond)|a request)',
      'g',
    ),
  ],
  [
    'no_reply',
    rule(
      "(?<![\\p{L}])(?:did not|didn't|has not|hadn't|had not|have not|does not|failed to) (?:immediately |yet |reply to|respond|return|answer|reply)(?: ?(?:respond|reply|return|answer))?",
      'g',
    ),
  ],
];

/** What a party that somebody reports about says to it, and where it says nothing. */
export function answers(reading: Reading): void {
  const accused = new Set<string>();
  for (const one of reading.found) {
    const parties =
      one.kind === 'relation'
        ? [one.subject, one.object]
        : one.kind === 'ownership'
          ? [one.owner, one.object]
          : one.kind === 'act'
            ? [one.subject]
            : [];
    for (const { organisationId } of parties) if (organisationId) accused.add(organisationId);
  }
  const given = reading.found.filter((one): one is QuotationSuggestion => one.kind === 'quotation');
  for (const one of given) {
    const isDenial = one.negated && /(?:denied|denies)$/.test(one.cue?.exact ?? '');
    const isNamed = one.speaker.organisationId !== null && accused.has(one.speaker.organisationId);
    if (!isDenial && !isNamed) continue;
    const ruleId = isDenial ? 'answer: denial' : 'answer: words of a party that something is reported of';
    const reason = isDenial ? 'a reporting verb that denies' : 'the same text reports something of the speaker';
    reading.found.push({
      kind: 'answer',
      ruleId,
      excerpt: one.excerpt,
      reason,
      note: null,
      outcome: 'answered',
      by: one.speaker,
    });
  }
  reading.paragraphs.forEach((_, paragraph) => silences(reading, paragraph));
}

function silences(reading: Reading, paragraph: number): void {
  for (const sentence of reading.sentences[paragraph]!) {
    if (sentence.end - sentence.start > LONGEST_SENTENCE) continue;
    const words = reading.masked.slice(sentence.start, sentence.end);
    for (const [outcome, pattern] of REFUSALS) {
      for (const match of words.matchAll(pattern)) {
        const at = sentence.start + match.index;
        const read = speakerBefore(reading, sentence.start, at, { paragraph, sentence, before: null });
        if (!read) continue;
        reading.found.push({
          kind: 'answer',
          ruleId: outcome === 'declined' ? 'answer: declined' : 'answer: no reply',
          excerpt: trimmedAt(reading, sentence.start, sentence.end),
          reason: `speaker read as: ${read.form}`,
          note: read.note,
          outcome,
          by: read.speaker,
        });
      }
    }
  }
}
