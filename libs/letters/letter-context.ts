import { createHash } from 'node:crypto';
import type { ClaimView, FindingView, OrganisationView, SourceView, StatementView } from '@libs/contracts';
import { addBusinessDays } from '@libs/domain/dates';
import { RuleBroken, type InputProblem } from '@libs/platform/errors';
import {
  canonicalJson,
  FIRST_CONTACT,
  type CitationEntry,
  type FieldValue,
  type LetterContext,
} from '@libs/typesetting';
import { findingCitation, statementCitation } from './letter-citations.service.ts';
import { profileFields, sampleFieldsOf } from './letter-profiles.service.ts';
import type { LetterFacts, LetterProfile } from './letter.entity.ts';
import * as sentences from './letter-sentences.ts';

/** What is recorded about a company, on both sides. */
export interface LetterRecord {
  company: OrganisationView;
  findings: FindingView[];
  actsOfOthers: FindingView[];
  claims: ClaimView[];
  /** What those whom the findings accuse say of it in the same sources, linked to a finding or not. */
  answersInSources: StatementView[];
}

export interface LetterMaterial extends LetterRecord {
  sources: Map<string, SourceView>;
  profile: LetterProfile;
  letterDate: string;
  /** Days without business where the reply is written. */
  holidays: string[];
}

export interface PreparedLetter {
  context: LetterContext;
  facts: LetterFacts;
  replyDueOn: string;
}

type Citations = Map<string, LetterFacts['citations'][number]>;

/** One thing said: a quotation, or the report's words for it, with the records that it covers. */
interface Unit {
  statement: StatementView;
  /** Null for a quotation; else where the words stand that the letter prints. */
  reported: ReturnType<typeof sentences.reportedWords> | null;
  statementIds: string[];
  findings: FindingView[];
}

/** Turns records and a profile into the fields of a first-contact letter (letter type 2.1). */
export function prepareLetter(material: LetterMaterial, letterRef: string): PreparedLetter {
  const citations: Citations = new Map();
  const units = saidUnits(material);
  const policy = policyClaim(material);
  const { reports, listings, cited, noted } = reportFields(material, units, citations);
  if (cited.length === 0) {
    const message = `All that is recorded of ${material.company.legalName} are its own words: a letter rests on what somebody else reports, so record such a finding first.`;
    throw new RuleBroken('nothing_reported', message);
  }
  const policyStatement = policy?.statements[0] ?? null;
  const answers = units.filter(({ statement }) => statement.id !== policyStatement?.id);
  const policyUnit = units.find(({ statement }) => statement.id === policyStatement?.id);
  const isCompanys = ({ statement }: Unit) => statement.speakerOrganisation?.id === material.company.id;
  const answerOf = (unit: Unit) => answerField(material, unit, noted, citations);
  const { profile, letterDate, company, findings, holidays } = material;
  const replyDueOn = addBusinessDays(letterDate, profile.fields.replyDays, holidays);
  const reported = [...new Set(cited.map((finding) => sourceOf(material, finding)))];
  const policySource = policyStatement && material.sources.get(policyStatement.excerpt.sourceId);
  const fields: Record<string, FieldValue> = {
    ...profileFields(material),
    letter_date: letterDate,
    letter_ref: letterRef,
    reply_due_date: replyDueOn,
    issue_summary: sentences.issueSummary(findings, reported, { id: company.id, name: company.shortName }),
    issue_citation: cited[0] && citationOfFinding(material, cited[0], citations),
    reports: reports.length > 0 ? reports : undefined,
    listings: listings.length > 0 ? listings : undefined,
    policy_quote: policyUnit && policyField(material, policyUnit, citations),
    company_answers: answers.filter(isCompanys).map(answerOf),
    other_answers: answers.filter((unit) => !isCompanys(unit)).map(answerOf),
    no_answer_found: units.some(isCompanys) ? undefined : noAnswer(material, reported),
    gap_statement: sentences.gapStatement(
      findings,
      policy,
      policySource?.sourceTypes.includes('selfDeclaration') ?? false,
    ),
  };
  const sampleFields = sampleFieldsOf(material);
  const context: LetterContext = {
    locale: sentences.LOCALE,
    createdAt: `${letterDate}T00:00:00Z`,
    sampleFields,
    fields,
  };
  const hashed = canonicalJson({ ...context, fields: { ...fields, letter_ref: '' } } as never);
  const inputHash = createHash('sha256').update(hashed).digest('hex');
  return { context, replyDueOn, facts: { inputHash, citations: [...citations.values()] } };
}

function noAnswer({ company }: LetterMaterial, reported: SourceView[]): string {
  const sources = reported.length === 1 ? 'source gives' : 'sources give';
  return sentences.completed(`The ${sources} no answer of ${company.legalName}`);
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
  return [...said.values()].sort((one, other) => sentences.inSourceOrder(one.excerpt, other.excerpt));
}

/** What is more than a first-contact letter takes, by field: asked before sources are read and sentences are made. */
export function excessProblems(record: LetterRecord): InputProblem[] {
  const said = saidByCompanyAndOthers(record);
  const quoted = new Set(said.filter(({ mayQuote }) => mayQuote).map(({ excerpt }) => sentences.keyOf(excerpt)));
  const all = [...record.findings, ...record.actsOfOthers];
  const heads = sentences.headsOf(all.filter((finding) => !quoted.has(sentences.keyOf(finding.excerpts[0]!))));
  const policy = policyClaim(record);
  const answers = said.filter(({ id }) => id !== policy?.statements[0]?.id);
  const own = answers.filter(({ speakerOrganisation }) => speakerOrganisation?.id === record.company.id);
  const listings = heads.filter(({ findingType }) => findingType === 'listing');
  const counts = {
    reports: heads.length - listings.length,
    listings: listings.length,
    company_answers: own.length,
    other_answers: answers.length - own.length,
  };
  return Object.entries(counts).flatMap(([path, count]): InputProblem[] => {
    const { title, atMost = Infinity } = FIRST_CONTACT.fields[path]!;
    if (count <= atMost) return [];
    const message =
      `${count} entries for “${title}”, and a letter has room for ${atMost}: choose fewer findings, on the screen with ` +
      '“Choose findings” or with plumbline letter --finding F-1, once for each';
    return [{ path: 'findingIds', code: 'too_many_findings', message }];
  });
}

/** What a letter says of each statement: a paraphrase that stands within another of the same speaker is part of it. */
function saidUnits(material: LetterMaterial): Unit[] {
  const units = saidByCompanyAndOthers(material).map((statement): Unit => {
    // A quotation whose passage is lost stays one, and K3 holds it: a paraphrase of it would be nobody's words.
    const isQuotation = statement.quotationType === 'direct';
    const reported = isQuotation ? null : sentences.reportedWords(statement, textOf(material, statement.excerpt));
    return { statement, reported, statementIds: [statement.id], findings: [] };
  });
  const holds = (outer: Unit, inner: Unit) =>
    outer.reported !== null &&
    inner.reported !== null &&
    speakerKey(outer.statement) === speakerKey(inner.statement) &&
    sentences.within(inner.statement.excerpt, { sourceId: outer.statement.excerpt.sourceId, ...outer.reported });
  const kept: Unit[] = [];
  for (const [at, unit] of units.entries()) {
    const outer = units.find(
      (other, place) => other !== unit && holds(other, unit) && (!holds(unit, other) || place < at),
    );
    if (outer) outer.statementIds.push(unit.statement.id);
    else kept.push(unit);
  }
  return kept;
}

function speakerKey({ speakerOrganisation, speakerName }: StatementView): string {
  return speakerOrganisation?.id ?? speakerName ?? '';
}

/**
 * The statement whose words a finding rests on: it is printed as that, and not as a report of others once more. A
 * speaker's own words, or the report's words for what the finding's subject said of itself.
 */
function tellerOf(finding: FindingView, units: Unit[]): Unit | undefined {
  const [excerpt] = finding.excerpts;
  return units.find(
    ({ statement, reported }) =>
      sentences.within(statement.excerpt, excerpt!) &&
      (reported === null
        ? sentences.within(excerpt!, statement.excerpt)
        : statement.speakerOrganisation?.id === finding.subject.id),
  );
}

function sourceOf({ sources }: LetterMaterial, finding: FindingView): SourceView {
  return sources.get(finding.excerpts[0]!.sourceId)!;
}

function textOf({ sources }: LetterMaterial, excerpt: { sourceId: string }): string {
  return sources.get(excerpt.sourceId)?.capturedText ?? '';
}

function quotableIn({ sourceId }: sentences.Span, units: Unit[]): StatementView[] {
  return units.flatMap(({ statement }) =>
    statement.quotationType !== 'indirect' && statement.excerpt.sourceId === sourceId ? statement : [],
  );
}

/** One sentence for each reported sentence: findings that rest on the same words, or on a part of them, share it. */
function reportFields(material: LetterMaterial, units: Unit[], citations: Citations) {
  const all = [...material.findings, ...material.actsOfOthers].filter((finding) => {
    const teller = tellerOf(finding, units);
    teller?.findings.push(finding);
    return !teller;
  });
  const heads = sentences.headsOf(all);
  const [reports, listings]: FieldValue[][] = [[], []];
  const noted = new Set<string>();
  for (const head of heads) {
    const sharing = all.filter((finding) => sentences.within(finding.excerpts[0]!, head.excerpts[0]!));
    const citation = citationOfFinding(material, head, citations);
    citations.get(citation.key)!.findingIds = sharing.map((finding) => finding.id);
    const text = textOf(material, head.excerpts[0]!);
    const conduct = sentences.conductOf(head, namesOf(head, material), text);
    const attribution = sentences.attributionOf(head);
    if (head.findingType === 'listing' && conduct) {
      const open = head.unconfirmedNote ? ' We have not confirmed the day from which it was listed.' : '';
      listings!.push({ sentence: `${attribution} that ${conduct}.${open}`, citation });
      continue;
    }
    const note = noteOf(sharing, noted);
    if (conduct) reports!.push({ attribution, conduct, note, citation });
    else {
      const outlet = sourceOf(material, head).publisher ?? head.reportedVia ?? head.reportedBy ?? 'the source';
      const passage = sentences.partsOf(text, sentences.reportOf(head, text), quotableIn(head.excerpts[0]!, units));
      reports!.push({ attribution: sentences.passageLead(head, outlet), passage, note, citation });
    }
  }
  return { reports: reports!, listings: listings!, cited: heads, noted };
}

/** Every way to write the subject of a finding that the records tell. */
function namesOf({ subject }: FindingView, { company }: LetterMaterial): string[] {
  const aliases = subject.id === company.id ? company.aliases.map(({ text }) => text) : [];
  return [subject.name, subject.shortName, ...aliases];
}

/** What a person still has to confirm (decision 14), each once in a letter. */
function noteOf(findings: FindingView[], noted: Set<string>): string | undefined {
  const open = new Set(findings.flatMap(({ unconfirmedNote }) => unconfirmedNote ?? []));
  const fresh = [...open].filter((note) => !noted.has(note));
  for (const note of fresh) noted.add(note);
  return fresh.length > 0 ? `Our note: ${fresh.map(sentences.completed).join(' ')}` : undefined;
}

function answerField(material: LetterMaterial, unit: Unit, noted: Set<string>, citations: Citations): FieldValue {
  const { statement, reported, findings } = unit;
  const shown = { note: noteOf(findings, noted), citation: citationOfUnit(material, unit, citations) };
  if (!reported) {
    return { introduction: sentences.quotationLead(statement), excerpt: sentences.excerptEntry(statement), ...shown };
  }
  const quotable = statement.quotationType === 'indirect' ? [] : [statement];
  const parts = sentences.partsOf(textOf(material, statement.excerpt), reported, quotable);
  return { introduction: sentences.paraphraseLead(statement, reported.form), [reported.form]: parts, ...shown };
}

function policyField(material: LetterMaterial, unit: Unit, citations: Citations): FieldValue {
  return {
    introduction: sentences.datedLead(unit.statement),
    excerpt: sentences.excerptEntry(unit.statement),
    citation: citationOfUnit(material, unit, citations),
  };
}

function citationOfFinding({ sources }: LetterMaterial, finding: FindingView, citations: Citations): CitationEntry {
  const entry = findingCitation(finding, sources.get(finding.excerpts[0]!.sourceId)!);
  if (!citations.has(entry.key)) {
    const { id: excerptId } = finding.excerpts[0]!;
    citations.set(entry.key, { key: entry.key, excerptId, findingIds: [finding.id], statementIds: [] });
  }
  return entry;
}

function citationOfUnit({ sources }: LetterMaterial, unit: Unit, citations: Citations): CitationEntry {
  const { excerpt } = unit.statement;
  const entry = statementCitation(unit.statement, sources.get(excerpt.sourceId)!, unit.reported !== null);
  const findingIds = unit.findings.map(({ id }) => id);
  citations.set(entry.key, { key: entry.key, excerptId: excerpt.id, findingIds, statementIds: unit.statementIds });
  return entry;
}
