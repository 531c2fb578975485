import type { ClaimView, FindingView, StatementView } from '@libs/contracts';
import { withoutTrailing } from '@libs/domain/anchoring';
import type { ExcerptEntry } from '@libs/typesetting';

// The sentences that a letter makes of records. They add who said or reported it, and nothing else: the words of a
// report stay the report's, without quotation marks, and a speaker's own words stay between them.

/** What the words of a source lose at their end, where the letter's own sentence goes on. */
const END = /[\s.,;]/u;

export interface ReportSentence {
  attribution: string;
  conduct: string;
}

/** "The Wall Street Journal reported, as relayed by The Hill,": up to the word "that". */
export function attributionOf(finding: FindingView): string {
  const { reportedBy, reportedVia, basis, authority } = finding;
  if (basis === 'official_record') return `${authority ?? reportedBy ?? reportedVia ?? 'An official record'} records`;
  if (reportedBy && reportedVia && reportedBy !== reportedVia) {
    const verb = basis === 'company_confirms' ? 'said' : 'reported';
    return `${reportedBy} ${verb}, as relayed by ${reportedVia},`;
  }
  if (reportedBy) return `${reportedBy} reported`;
  return `${reportedVia ?? 'The source'} reported, naming no source in the sentence,`;
}

/** The report's own words behind "that": its full stop goes, an opening article loses its capital. */
export function conductOf(finding: FindingView): string {
  const words = withoutTrailing(finding.excerpts[0]!.exact, END);
  return words.replace(/^(The|A|An|It|They)(?=\s)/u, (article) => article.toLowerCase());
}

function organisationOf(statement: StatementView): string {
  return statement.speakerOrganisation?.name ?? statement.speakerName ?? 'The speaker';
}

/** The speaker as a letter names one: "William Moss, spokesperson for Intel Corp.". */
export function speakerOf(statement: StatementView): string {
  const { speakerName, speakerRole, speakerOrganisation, viaOrganisation } = statement;
  if (speakerOrganisation && viaOrganisation && viaOrganisation.id !== speakerOrganisation.id) {
    return `${speakerOrganisation.name}, in words relayed by ${viaOrganisation.name},`;
  }
  if (speakerName && speakerOrganisation) {
    return `${speakerName}${speakerRole ? `, ${speakerRole}` : ''} for ${speakerOrganisation.name},`;
  }
  if (speakerRole && speakerOrganisation) return `A ${speakerRole} for ${speakerOrganisation.name}`;
  return organisationOf(statement);
}

/** What stands before a quotation: who, to whom, and a colon. */
export function quotationLead(statement: StatementView): string {
  const channel = statement.channel ? ` ${statement.channel}` : '';
  const reporter = statement.reportedBy;
  const relayed = reporter && !statement.channel?.includes(reporter) ? `, as reported by ${reporter}` : '';
  const speaker = speakerOf(statement);
  const tail = relayed && speaker.endsWith(',') ? relayed.slice(2) : relayed;
  // A fragment inside the reporter's sentence is a part of what was said, and the lead says so.
  const part = statement.quotationType === 'mixed' ? ', in part' : '';
  return `${speaker} said${channel}${tail || ''}${part}:`.replace(/,\s+said/u, ', said');
}

/** What stands before a paraphrase: it is the reporter's wording and says so. */
export function paraphraseLead(statement: StatementView): string {
  const reporter = statement.reportedBy ?? 'The source';
  const channel = statement.channel && !statement.channel.includes(reporter) ? ` ${statement.channel}` : '';
  return `${reporter} gives this answer of ${organisationOf(statement)}${channel} in its own words:`;
}

export function paraphraseOf(statement: StatementView): string {
  return withoutTrailing(statement.excerpt.exact, END);
}

export function excerptEntry(statement: StatementView): ExcerptEntry {
  return {
    kind: 'excerpt',
    excerptId: statement.excerpt.id,
    exact: statement.excerpt.exact,
    speaker: statement.speakerName ?? organisationOf(statement),
    ...(statement.channel && { channel: statement.channel }),
  };
}

const RELATION: Partial<Record<FindingView['findingType'], string>> = {
  ownership: 'a share in',
  supply: 'supply to',
  resale: 'resale to',
  investment: 'an investment in',
  incident: 'conduct concerning',
  unknown_link: 'a link with',
};

/** The end of "reports about …": each other party once, with what is reported of it. */
export function issueSummary(findings: FindingView[], companyName: string): string {
  const relations = new Map<string, Set<string>>();
  for (const finding of findings) {
    const other = finding.object?.name ?? finding.objectText ?? finding.subject.name;
    const relation = RELATION[finding.findingType];
    if (!relation || finding.subject.name !== companyName) continue;
    relations.set(other, (relations.get(other) ?? new Set()).add(relation));
  }
  const parts = [...relations].map(([other, kinds]) => `${[...kinds].join(' and ')} ${other}`);
  if (parts.length === 0) return `conduct that concerns ${companyName}`;
  const list = parts.length === 1 ? parts[0]! : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
  // The sentence brings its own full stop.
  return list.replace(/\.$/, '');
}

/** The gap between words and report, stated neutrally and from what the records hold. */
export function gapStatement(findings: FindingView[], policy: ClaimView | null): string {
  const sentences: string[] = [];
  if (findings.every((finding) => finding.happenedOn === null && finding.startedOn === null)) {
    sentences.push('The reports do not say when the conduct they describe took place.');
  }
  sentences.push(
    policy
      ? 'We know of the commitment from this statement, and have not seen the document behind it. From these sources alone we cannot tell how the statement and the reported conduct fit together.'
      : 'From these sources alone we cannot tell which commitment of the company would apply to what was reported.',
  );
  return sentences.join(' ');
}

/** A stretch of a source, in UTF-16 units. */
interface Span {
  sourceId: string;
  startUtf16: number;
  endUtf16: number;
}

export function keyOf({ sourceId, startUtf16, endUtf16 }: Span): string {
  return `${sourceId} ${startUtf16} ${endUtf16}`;
}

export function within(inner: Span, outer: Span): boolean {
  return inner.sourceId === outer.sourceId && inner.startUtf16 >= outer.startUtf16 && inner.endUtf16 <= outer.endUtf16;
}

export function inSourceOrder(one: Span, other: Span): number {
  if (one.sourceId !== other.sourceId) return one.sourceId < other.sourceId ? -1 : 1;
  return one.startUtf16 - other.startUtf16;
}

/** The findings whose words lie within no other's, in their order; of those with the same words the first. */
export function headsOf(findings: FindingView[]): FindingView[] {
  const placed = findings.map((finding, order) => ({ finding, order, span: finding.excerpts[0]! }));
  placed.sort(
    (one, other) =>
      inSourceOrder(one.span, other.span) || other.span.endUtf16 - one.span.endUtf16 || one.order - other.order,
  );
  let widest: Span | null = null;
  const heads = placed.filter(({ span }) => {
    // What comes earlier in this order begins no later, so the one that reached farthest tells.
    if (widest !== null && within(span, widest)) return false;
    widest = span;
    return true;
  });
  return heads.sort((one, other) => one.order - other.order).map(({ finding }) => finding);
}
