import { createHash } from 'node:crypto';
import type { ClaimView, FindingView, OrganisationView, SourceView, StatementView } from '@libs/contracts';
import { addBusinessDays, addDays, weekdayOf } from '@libs/domain/dates';
import { canonicalJson, type CitationEntry, type FieldValue, type LetterContext } from '@libs/typesetting';
import type { LetterFacts, LetterProfile } from './letter.entity.ts';
import {
  attributionOf,
  conductOf,
  excerptEntry,
  gapStatement,
  issueSummary,
  paraphraseLead,
  paraphraseOf,
  quotationLead,
} from './letter-sentences.ts';

/** Everything that a first-contact letter is made from. */
export interface LetterMaterial {
  company: OrganisationView;
  findings: FindingView[];
  actsOfOthers: FindingView[];
  claims: ClaimView[];
  sources: Map<string, SourceView>;
  profile: LetterProfile;
  letterDate: string;
}

export interface PreparedLetter {
  context: LetterContext;
  facts: LetterFacts;
  replyDueOn: string;
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
/** A call is offered no sooner than a week after the letter. */
const CALL_NOTICE_DAYS = 7;

/** Turns records and a profile into the fields of a first-contact letter (letter type 2.1). */
export function prepareLetter(material: LetterMaterial, letterRef: string): PreparedLetter {
  const citations = new Map<string, LetterFacts['citations'][number]>();
  const said = saidByCompanyAndOthers(material);
  const policy = policyClaim(material);
  const { reports, listings } = reportFields(material, citations);
  const policyStatement = policy?.statements[0] ?? null;
  const answers = said.filter((statement) => statement.id !== policyStatement?.id);
  const isCompanys = (statement: StatementView) => statement.speakerOrganisation?.id === material.company.id;
  const replyDueOn = addBusinessDays(material.letterDate, material.profile.fields.replyDays, []);
  const fields: Record<string, FieldValue> = {
    ...profileFields(material),
    letter_date: material.letterDate,
    letter_ref: letterRef,
    reply_due_date: replyDueOn,
    issue_summary: issueSummary(material.findings, material.company.name),
    reports,
    listings: listings.length > 0 ? listings : undefined,
    policy_quote: policyStatement ? policyField(material, policyStatement, citations) : undefined,
    company_answers: answers.filter(isCompanys).map((one) => answerField(material, one, citations)),
    other_answers: answers.filter((one) => !isCompanys(one)).map((one) => answerField(material, one, citations)),
    gap_statement: gapStatement(material.findings, policy),
  };
  const sampleFields = material.profile.sample
    ? ['sender_org', 'sender_address', 'signatories', 'company_address', 'asks', 'call_windows', 'reply_contact']
    : [];
  const context: LetterContext = {
    locale: 'en-GB',
    createdAt: `${material.letterDate}T00:00:00Z`,
    sampleFields,
    fields,
  };
  const hashed = canonicalJson({ ...context, fields: { ...fields, letter_ref: '' } } as never);
  const inputHash = createHash('sha256').update(hashed).digest('hex');
  return { context, replyDueOn, facts: { inputHash, citations: [...citations.values()] } };
}

function profileFields({ profile, company, letterDate }: LetterMaterial): Record<string, FieldValue> {
  const { fields } = profile;
  return {
    sender_org: fields.senderOrganisation,
    sender_address: fields.senderAddress,
    sender_description: fields.senderDescription,
    signatories: [
      { name: fields.signatoryName, title: fields.signatoryTitle, organisation: fields.senderOrganisation },
    ],
    company_legal_name: company.legalName,
    company_name: company.shortName,
    company_address: fields.companyAddress,
    recipient_name: fields.recipientCareOf ? fields.recipientName : undefined,
    recipient_title: fields.recipientCareOf ?? fields.recipientName,
    salutation: fields.salutation,
    issue_title: fields.issueTitle,
    reply_email: fields.replyEmail,
    reply_contact: fields.replyContact,
    asks: fields.asks.map((ask, at) => ({ number: at + 1, text: ask.text, objective_id: ask.objective })),
    call_windows: fields.callWindows.map((window) => ({
      day: nextWeekday(addDays(letterDate, CALL_NOTICE_DAYS), window.weekday),
      from: window.from,
      to: window.to,
      zone: window.zone,
    })),
    publication_notice: fields.publicationNotice,
  };
}

function nextWeekday(from: string, weekday: string): string {
  let day = from;
  while (WEEKDAYS[weekdayOf(day)] !== weekday) day = addDays(day, 1);
  return day;
}

/** The company's commitment that conduct can be held against: a promise or rule it gave of itself, in its own words. */
function policyClaim({ claims }: LetterMaterial): ClaimView | null {
  const fitting = claims.filter(
    (claim) =>
      (claim.claimType === 'policy' || claim.claimType === 'commitment') &&
      claim.mayQuote &&
      !claim.answersAllegation &&
      claim.saidOn.value !== null &&
      claim.statements[0]?.mayQuote,
  );
  const testable = (claim: ClaimView) => (claim.testableCondition === null ? 1 : 0);
  return (
    [...fitting].sort(
      (a, b) => testable(a) - testable(b) || a.number.localeCompare(b.number, 'en', { numeric: true }),
    )[0] ?? null
  );
}

/** Everything said in the sources: the company's statements and every answer to a finding, each once, in order. */
function saidByCompanyAndOthers({ claims, findings, actsOfOthers }: LetterMaterial): StatementView[] {
  const said = new Map<string, StatementView>();
  for (const claim of claims) for (const statement of claim.statements) said.set(statement.id, statement);
  for (const finding of [...findings, ...actsOfOthers]) {
    for (const statement of finding.answers) said.set(statement.id, statement);
    for (const quoted of quotedBy(finding, said)) said.set(quoted.id, quoted);
  }
  return [...said.values()].sort(inSourceOrder);
}

function quotedBy(finding: FindingView, said: Map<string, StatementView>): StatementView[] {
  return [...said.values()].filter(
    (statement) => statement.mayQuote && sameSpan(statement.excerpt, finding.excerpts[0]!),
  );
}

interface Span {
  sourceId: string;
  startUtf16: number;
  endUtf16: number;
}

function sameSpan(one: Span, other: Span): boolean {
  return within(one, other) && within(other, one);
}

function within(inner: Span, outer: Span): boolean {
  return inner.sourceId === outer.sourceId && inner.startUtf16 >= outer.startUtf16 && inner.endUtf16 <= outer.endUtf16;
}

function inSourceOrder(one: StatementView, other: StatementView): number {
  if (one.excerpt.sourceId !== other.excerpt.sourceId) return one.excerpt.sourceId < other.excerpt.sourceId ? -1 : 1;
  return one.excerpt.startUtf16 - other.excerpt.startUtf16;
}

/**
 * One sentence for each reported sentence: findings that rest on the same words, or on a part of them, share it. A
 * finding whose words are a speaker's own is printed as that quotation, not as a report.
 */
function reportFields(material: LetterMaterial, citations: Map<string, LetterFacts['citations'][number]>) {
  const said = new Map(saidByCompanyAndOthers(material).map((statement) => [statement.id, statement]));
  const all = [...material.findings, ...material.actsOfOthers].filter(
    (finding) => quotedBy(finding, said).length === 0,
  );
  const heads = all.filter(
    (finding, at) =>
      !all.some((other, place) => {
        const [mine, theirs] = [finding.excerpts[0]!, other.excerpts[0]!];
        return other !== finding && within(mine, theirs) && (!within(theirs, mine) || place < at);
      }),
  );
  const reports: FieldValue[] = [];
  const listings: FieldValue[] = [];
  for (const head of heads) {
    const sharing = all.filter((finding) => within(finding.excerpts[0]!, head.excerpts[0]!));
    const citation = citationOf(material, head, citations);
    citations.get(citation.key)!.findingIds = sharing.map((finding) => finding.id);
    if (head.findingType === 'listing') {
      const open = head.unconfirmedNote ? ' We have not confirmed the day from which it was listed.' : '';
      listings.push({ sentence: `${attributionOf(head)} that ${conductOf(head)}.${open}`, citation });
    } else {
      reports.push({ attribution: attributionOf(head), conduct: conductOf(head), citation });
    }
  }
  return { reports, listings };
}

function citationOf(
  { sources }: LetterMaterial,
  cited: FindingView | StatementView,
  citations: Map<string, LetterFacts['citations'][number]>,
): CitationEntry {
  const isFinding = 'excerpts' in cited;
  const excerpt = isFinding ? cited.excerpts[0]! : cited.excerpt;
  const source = sources.get(excerpt.sourceId)!;
  const key = `${isFinding ? 'finding' : 'statement'}:${cited.id}`;
  const known = citations.get(key);
  if (!known) {
    const ids = isFinding ? { findingIds: [cited.id], statementIds: [] } : { findingIds: [], statementIds: [cited.id] };
    citations.set(key, { key, excerptId: excerpt.id, ...ids });
  }
  const saidBy = isFinding ? (cited.reportedBy ?? cited.reportedVia) : speakerOfCitation(cited);
  const reportedBy = isFinding ? (cited.reportedBy ? cited.reportedVia : null) : cited.reportedBy;
  const sha256 = source.originalSha256 ?? source.textSha256;
  return {
    kind: 'citation',
    key,
    assertionKind: isFinding ? (cited.basis === 'official_record' ? 'fact' : 'reported') : 'company_statement',
    saidBy: saidBy ?? source.publisher ?? source.title,
    ...(reportedBy && reportedBy !== saidBy && { reportedBy }),
    title: source.title,
    publishedOn: source.publishedOn.value,
    dateOrigin: source.publishedOn.origin === 'entered_by_hand' ? 'by_hand' : 'in_source',
    ...(source.url && { url: source.url }),
    archiveNumber: source.number,
    excerptNumber: excerpt.number,
    ...(sha256 && { sha256 }),
  };
}

function speakerOfCitation(statement: StatementView): string {
  const organisation = statement.speakerOrganisation?.name;
  if (statement.speakerName && organisation) return `${statement.speakerName} for ${organisation}`;
  return statement.speakerName ?? organisation ?? 'the speaker';
}

function policyField(
  material: LetterMaterial,
  statement: StatementView,
  citations: Map<string, LetterFacts['citations'][number]>,
): FieldValue {
  return {
    introduction: quotationLead(statement),
    statement_date: statement.madeOn.value,
    excerpt: excerptEntry(statement),
    citation: citationOf(material, statement, citations),
  };
}

function answerField(
  material: LetterMaterial,
  statement: StatementView,
  citations: Map<string, LetterFacts['citations'][number]>,
): FieldValue {
  const citation = citationOf(material, statement, citations);
  return statement.mayQuote
    ? { introduction: quotationLead(statement), excerpt: excerptEntry(statement), citation }
    : { introduction: paraphraseLead(statement), paraphrase: paraphraseOf(statement), citation };
}
