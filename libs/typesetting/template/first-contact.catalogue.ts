import { COMMON_FIELDS, date, group, list, text } from './catalogue.ts';
import type { Field, FieldCatalogue } from './catalogue.ts';

const citation: Field = { kind: 'citation', title: 'source', required: true };

/** Words of a source in order, without a full stop; the quoted ones among them are bound to their excerpts. */
const words = (title: string): Field =>
  list(
    title,
    {
      words: text('words of the reporter', false),
      excerpt: { kind: 'excerpt', title: 'quoted words', required: false },
    },
    { required: false, atMost: 20 },
  );

const note = text('what a person still has to confirm, as a full sentence', false);

/** One of `excerpt`, `clause` and `passage` holds the words. */
const answer: Record<string, Field> = {
  introduction: text('who said it to whom; ends before the words'),
  excerpt: { kind: 'excerpt', title: 'quoted words', required: false },
  clause: words('the report\'s clause for the answer, behind the word "that"'),
  passage: words("the report's words for the answer, set apart"),
  note,
  citation,
};

/**
 * Letter type 2.1, first contact or inquiry: who we are, what was reported, what the company says,
 * the gap, three to five numbered asks, one reply date, the offer of a call, the publication notice.
 */
export const FIRST_CONTACT: FieldCatalogue = {
  letterType: 'first-contact',
  title: 'First contact',
  version: 2,
  fields: {
    ...COMMON_FIELDS,
    sender_description: text('who we are, in a full sentence'),
    issue_summary: text('who reported, when, and concerning whom, behind "We write about what"'),
    issue_citation: { kind: 'citation', title: 'source of the reports', required: false },
    reports: list(
      'what was reported',
      {
        attribution: text('who reported it of whom, up to the word "that" or the colon'),
        conduct: text("what is reported, as a clause in the report's own verbs, without a full stop", false),
        passage: words("the report's words, set apart where they are no clause about its subject"),
        note,
        citation,
      },
      { required: false, atMost: 12 },
    ),
    listings: list(
      'official lists named in the reports',
      { sentence: text('on which list since which day, or what the source says about it'), citation },
      { required: false, atMost: 6 },
    ),
    policy_quote: group(
      "the company's public policy on this",
      {
        introduction: text('when, who says it and where, up to the colon'),
        statement_date: date('date of the policy', false),
        excerpt: { kind: 'excerpt', title: 'words of the policy', required: true },
        citation,
      },
      false,
    ),
    company_answers: list('every answer of the company in the same sources', answer, { required: false, atMost: 12 }),
    other_answers: list('every answer of others in the same sources', answer, { required: false, atMost: 12 }),
    no_answer_found: text('where we looked for an answer of the company, when there is none', false),
    gap_statement: text('the gap, stated neutrally'),
    asks: list(
      'asks',
      {
        number: { kind: 'ordinal', title: 'number of the ask', required: true },
        text: text('text of the ask'),
        objective_id: text('objective of the ask', false),
      },
      { atLeast: 3, atMost: 5 },
    ),
    call_windows: list(
      'windows for a call',
      { day: date('day of the window'), from: text('start'), to: text('end'), zone: text('time zone') },
      { atLeast: 1, atMost: 6 },
    ),
    publication_notice: text('publication notice'),
    disclaimer_block: text('disclaimer', false),
  },
};
