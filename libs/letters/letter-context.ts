import { createHash } from 'node:crypto';
import type { ClaimView, FindingView, OrganisationView, SourceView, StatementView } from '@libs/contracts';
import { addBusinessDays, addDays, weekdayOf } from '@libs/domain/dates';
import type { InputProblem } from '@libs/platform/errors';
import { canonicalJson, FIRST_CONTACT } from '@libs/typesetting';
import type { CitationEntry, FieldValue, LetterContext } from '@libs/typesetting';
import type { LetterFacts, LetterProfile } from './letter.entity.ts';
import {
  attributionOf,
  conductOf,
  excerptEntry,
  gapStatement,
  headsOf,
  inSourceOrder,
  issueSummary,
  keyOf,
  paraphraseLead,
  paraphraseOf,
  quotationLead,
  within,
} from './letter-sentences.ts';

/** What is recorded about a company, on both sides. */
export interface LetterRecord {
  company: OrganisationView;
  findings: FindingView[];
  actsOfOthers: FindingView[];
  claims: ClaimView[];
  /** What those whom the findings accuse say of it in the same sources, linked to a finding or not. */
  answersInSources: StatementView[];
}

/** Everything that a first-contact letter is made from. */
export interface LetterMaterial extends LetterRecord {
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
  const contents = contentsOf(material);
  const { policy } = contents;
  const { reports, listings } = reportFields(material, contents, citations);
  const policyStatement = policy?.statements[0] ?? null;
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
    company_answers: contents.companyAnswers.map((one) => answerField(material, one, citations)),
    other_answers: contents.otherAnswers.map((one) => answerField(material, one, citations)),
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
    call_windows: fields.callWindows
      .map((window) => ({
        day: nextWeekday(addDays(letterDate, CALL_NOTICE_DAYS), window.weekday),
        from: window.from,
        to: window.to,
        zone: window.zone,
      }))
      .sort((one, other) => `${one.day} ${one.from}`.localeCompare(`${other.day} ${other.from}`)),
    publication_notice: fields.publicationNotice,
  };
}

function nextWeekday(from: string, weekday: string): string {
  let day = from;
  while (WEEKDAYS[weekdayOf(day)] !== weekday) day = addDays(day, 1);
  return day;
}

/** The company's commitment that conduct can be held against: a promise or rule it gave of itself, in its own words. */
function policyClaim({ claims }: LetterRecord): ClaimView | null {
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
function saidByCompanyAndOthers({ claims, findings, actsOfOthers, answersInSources }: LetterRecord): StatementView[] {
  const said = new Map<string, StatementView>();
  for (const claim of claims) for (const statement of claim.statements) said.set(statement.id, statement);
  for (const answer of answersInSources) said.set(answer.id, answer);
  for (const finding of [...findings, ...actsOfOthers]) {
    for (const statement of finding.answers) said.set(statement.id, statement);
  }
  return [...said.values()].sort((one, other) => inSourceOrder(one.excerpt, other.excerpt));
}

/** What a letter will hold, before any of it is put in words. */
interface Contents {
  policy: ClaimView | null;
  /** Every finding that is printed as a report; one that is a speaker's own words is printed as that quotation. */
  reported: FindingView[];
  /** One finding for each reported sentence: findings that rest on the same words, or on a part of them, share it. */
  reports: FindingView[];
  listings: FindingView[];
  companyAnswers: StatementView[];
  otherAnswers: StatementView[];
}

function contentsOf(record: LetterRecord): Contents {
  const said = saidByCompanyAndOthers(record);
  const quoted = new Set(said.filter(({ mayQuote }) => mayQuote).map(({ excerpt }) => keyOf(excerpt)));
  const all = [...record.findings, ...record.actsOfOthers];
  const reported = all.filter((finding) => !quoted.has(keyOf(finding.excerpts[0]!)));
  const heads = headsOf(reported);
  const policy = policyClaim(record);
  const answers = said.filter((statement) => statement.id !== policy?.statements[0]?.id);
  const isCompanys = (statement: StatementView) => statement.speakerOrganisation?.id === record.company.id;
  return {
    policy,
    reported,
    reports: heads.filter(({ findingType }) => findingType !== 'listing'),
    listings: heads.filter(({ findingType }) => findingType === 'listing'),
    companyAnswers: answers.filter(isCompanys),
    otherAnswers: answers.filter((one) => !isCompanys(one)),
  };
}

/** What is more than a first-contact letter takes, by field: asked before sources are read and sentences are made. */
export function excessProblems(record: LetterRecord): InputProblem[] {
  const contents = contentsOf(record);
  const counts = {
    reports: contents.reports.length,
    listings: contents.listings.length,
    company_answers: contents.companyAnswers.length,
    other_answers: contents.otherAnswers.length,
  };
  return Object.entries(counts).flatMap(([path, count]): InputProblem[] => {
    const { title, atMost = Infinity } = FIRST_CONTACT.fields[path]!;
    if (count <= atMost) return [];
    return [{ path, code: 'too_many', message: `${title} has ${count} entries, at most ${atMost} allowed` }];
  });
}

function reportFields(
  material: LetterMaterial,
  { reported, reports, listings }: Contents,
  citations: Map<string, LetterFacts['citations'][number]>,
) {
  const citationFor = (head: FindingView): CitationEntry => {
    const citation = citationOf(material, head, citations);
    const sharing = reported.filter((finding) => within(finding.excerpts[0]!, head.excerpts[0]!));
    citations.get(citation.key)!.findingIds = sharing.map((finding) => finding.id);
    return citation;
  };
  return {
    reports: reports.map((head): FieldValue => {
      return { attribution: attributionOf(head), conduct: conductOf(head), citation: citationFor(head) };
    }),
    listings: listings.map((head): FieldValue => {
      const open = head.unconfirmedNote ? ' We have not confirmed the day from which it was listed.' : '';
      return { sentence: `${attributionOf(head)} that ${conductOf(head)}.${open}`, citation: citationFor(head) };
    }),
  };
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
    // Two texts have a hash where passages were captured: a note says which one it prints.
    ...(sha256 &&
      source.captureKind === 'passages' && {
        hashOf: source.originalSha256 ? ('full document' as const) : ('archived passages' as const),
      }),
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
  // A quotation whose passage is lost stays one, and K3 holds it: a paraphrase of it would be nobody's words.
  return statement.quotationType !== 'indirect'
    ? { introduction: quotationLead(statement), excerpt: excerptEntry(statement), citation }
    : { introduction: paraphraseLead(statement), paraphrase: paraphraseOf(statement), citation };
}
