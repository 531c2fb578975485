import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { ComparisonService } from '@libs/assessments';
import type { ComparisonView, DraftLetter, LetterRow, SourceView, Withdraw } from '@libs/contracts';
import { shortNumber } from '@libs/domain/vocabulary';
import { FindingsService } from '@libs/findings';
import { OrganisationsService } from '@libs/organisations';
import { packageRoot } from '@libs/platform/config';
import { InvalidInput, RuleBroken } from '@libs/platform/errors';
import { forgetInSearch, indexForSearch } from '@libs/platform/search';
import { Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { SourcesService } from '@libs/sources';
import { FieldsMissing, FIRST_CONTACT, modelHash, renderTemplate, type LetterModel } from '@libs/typesetting';
import { Letter } from './letter.entity.ts';
import { excessProblems, prepareLetter, type LetterMaterial, type PreparedLetter } from './letter-context.ts';
import { holidaysFor, LetterProfilesService } from './letter-profiles.service.ts';
import { keepCitations, LetterChecksService } from './letter-citations.service.ts';
import { audienceOf, rowOf } from './letter.view.ts';

const KIND = 'letter';

interface Gathered {
  material: LetterMaterial;
  findingIds: string[] | null;
  /** Those who may read everything that the letter is made from. */
  audienceId: string;
  number: number;
  letterRef: string;
}

/** Reads from the rooms below what a letter to a company is made from. */
@Injectable()
export class LetterRecords {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly comparisons: ComparisonService,
    private readonly findings: FindingsService,
    private readonly sources: SourcesService,
  ) {}

  /** @param findingIds the findings to write about, with what follows from them; null is all */
  async read(
    tx: WorkspaceTransaction,
    companyId: string,
    findingIds: string[] | null,
  ): Promise<Omit<LetterMaterial, 'profile' | 'letterDate' | 'holidays'>> {
    const organisation = await this.organisations.requireLive(tx, companyId);
    if (organisation.kind !== 'company') {
      throw new InvalidInput([
        { path: 'companyId', code: 'not_a_company', message: `${organisation.legalName} is no company` },
      ]);
    }
    const comparison = await this.comparisons.compare(tx, companyId);
    const { company, claims } = comparison;
    if (comparison.findings.length === 0) {
      throw new RuleBroken(
        'nothing_reported',
        `No finding about ${company.legalName} is recorded, so there is nothing to ask about yet: record what was reported first.`,
      );
    }
    const { findings, actsOfOthers } = findingIds === null ? comparison : chosenOf(comparison, findingIds);
    const cited = [...findings, ...actsOfOthers];
    const answering = await this.findings.answersInSources(
      tx,
      cited.map(({ id }) => id),
    );
    const answersInSources = [...answering.values()].flat();
    const excess = excessProblems({ company, findings, actsOfOthers, claims, answersInSources });
    if (excess.length > 0) throw new InvalidInput(excess);
    const sourceIds = new Set<string>();
    for (const finding of cited) {
      for (const excerpt of finding.excerpts) sourceIds.add(excerpt.sourceId);
      for (const answer of finding.answers) sourceIds.add(answer.excerpt.sourceId);
    }
    for (const claim of claims) for (const statement of claim.statements) sourceIds.add(statement.excerpt.sourceId);
    const sources = new Map<string, SourceView>();
    for (const id of sourceIds) sources.set(id, await this.sources.read(tx, id));
    return { company, findings, actsOfOthers, claims, answersInSources, sources };
  }
}

/** Drafts first-contact letters from the record. */
@Injectable()
export class LettersService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly records: LetterRecords,
    private readonly profiles: LetterProfilesService,
    private readonly checks: LetterChecksService,
  ) {}

  /**
   * Drafts a letter: reads in one short transaction, renders outside, writes in another.
   * @throws InvalidInput naming every missing field at once
   */
  async draft(actor: Actor, input: DraftLetter): Promise<string> {
    const gathered = await this.tenancy.inWorkspace(actor, (tx) => this.gather(tx, input));
    const prepared = prepareLetter(gathered.material, gathered.letterRef);
    const template = templateOf(input.template);
    const model = await renderTemplate(template, FIRST_CONTACT, prepared.context).catch((error: unknown) => {
      throw error instanceof FieldsMissing ? missingFields(error) : error;
    });
    return this.tenancy.inWorkspace(actor, (tx) => this.keep(tx, gathered, prepared, model, template));
  }

  /** The draft that is already there for the same facts, profile and date, or a new one. */
  async draftOnce(actor: Actor, input: DraftLetter): Promise<string> {
    const gathered = await this.tenancy.inWorkspace(actor, (tx) => this.gather(tx, input));
    const { facts } = prepareLetter(gathered.material, gathered.letterRef);
    const known = await this.tenancy.inWorkspace(actor, (tx) =>
      tx.query<{ id: string }>(
        `select id from app.letter where workspace_id = $1 and company_id = $2 and withdrawn_at is null
           and facts->>'inputHash' = $3 and template_sha256 = $4 and audience_id = $5 order by number desc limit 1`,
        [tx.workspaceId, input.companyId, facts.inputHash, sha256(templateOf(input.template)), gathered.audienceId],
      ),
    );
    return known[0]?.id ?? this.draft(actor, input);
  }

  async withdraw(tx: WorkspaceTransaction, id: string, input: Withdraw): Promise<void> {
    const letter = await tx.require(Letter, id, KIND);
    if (letter.withdrawnAt !== null)
      throw new RuleBroken('withdrawn', `This letter was withdrawn: ${letter.withdrawnReason}`);
    letter.withdrawnAt = tx.now;
    letter.withdrawnReason = input.reason;
    await tx.update(Letter, letter, input.version, { kind: KIND, act: 'withdraw', reason: input.reason });
    await forgetInSearch(tx, KIND, id);
  }

  async list(tx: WorkspaceTransaction): Promise<{ items: LetterRow[]; total: number }> {
    const letters = await tx.of(Letter).find({
      where: { workspaceId: tx.workspaceId, withdrawnAt: IsNull() },
      order: { number: 'DESC' },
      take: 200,
    });
    const parts = await this.checks.partsOf(tx, letters);
    const items = letters.map((letter) => rowOf(letter, parts.get(letter.id)!));
    return { items, total: items.length };
  }

  private async gather(tx: WorkspaceTransaction, input: DraftLetter): Promise<Gathered> {
    const material = await this.records.read(tx, input.companyId, input.findingIds);
    const profile = await this.profiles.choose(tx, material.company.id, material.company.name, input.profile);
    const audienceId = await audienceOf(tx, material, input.audienceId);
    const number = await probableNumber(tx, audienceId);
    const letterDate = input.letterDate ?? new Date().toISOString().slice(0, 10);
    refuseEarlyDate(material.sources, letterDate);
    const letterRef = referenceOf(number, letterDate);
    const { findingIds } = input;
    const holidays = holidaysFor(material.company.country);
    return { material: { ...material, profile, letterDate, holidays }, findingIds, audienceId, number, letterRef };
  }

  private async keep(
    tx: WorkspaceTransaction,
    { material, findingIds, audienceId, number, letterRef }: Gathered,
    prepared: PreparedLetter,
    model: LetterModel,
    template: string,
  ): Promise<string> {
    // A record that went to other readers while the letter was made must not be repeated to its former ones.
    await audienceOf(tx, material, audienceId);
    const isCounted = audienceId === tx.actor.everyoneAudienceId;
    const taken = isCounted ? await tx.nextNumber(KIND, audienceId) : number;
    // Somebody else drafted in between: this letter takes the next number, and its reference goes with it.
    const reference = taken === number ? letterRef : referenceOf(taken, material.letterDate);
    const final = taken === number ? model : { ...model, meta: { ...model.meta, reference } };
    const { profile, company } = material;
    const letter = Object.assign(new Letter(), {
      id: tx.newId(),
      audienceId,
      number: taken,
      engagementId: null,
      companyId: company.id,
      letterType: FIRST_CONTACT.letterType,
      templateSha256: sha256(template),
      state: 'draft',
      subject: profile.fields.issueTitle,
      letterDate: material.letterDate,
      letterRef: reference,
      replyDueOn: prepared.replyDueOn,
      profileKey: profile.key,
      sample: model.sample !== null,
      model: final,
      modelHash: modelHash(final),
      facts: { ...prepared.facts, findingIds },
      draftedBy: tx.actor.auditName,
      draftedAt: tx.now,
      withdrawnAt: null,
      withdrawnReason: null,
    });
    await tx.insert(Letter, letter, { kind: KIND, act: 'draft' });
    const byKey = new Map(prepared.facts.citations.map((citation) => [citation.key, citation]));
    const notes = final.footnotes.map((footnote) => ({
      note: footnote.number,
      assertionKind: footnote.assertionKind,
      citation: byKey.get(footnote.citationKey)!,
    }));
    await keepCitations(tx, letter.id, notes);
    await indexForSearch(tx, {
      kind: KIND,
      recordId: letter.id,
      audienceId: letter.audienceId,
      fields: { number: shortNumber(KIND, taken), company: company.legalName, subject: letter.subject },
    });
    return letter.id;
  }
}

/** The chosen findings, and the acts of others that follow from them step by step. @throws InvalidInput */
function chosenOf({ company, findings, actsOfOthers }: ComparisonView, findingIds: string[]) {
  const known = new Set([...findings, ...actsOfOthers].map(({ id }) => id));
  const chosen = new Set(findingIds);
  const isFitting = findingIds.every((id) => known.has(id)) && findings.some(({ id }) => chosen.has(id));
  if (!isFitting) {
    const numbers = findings.map(({ number }) => number).join(', ');
    const message = `choose among the findings about ${company.legalName}: ${numbers}`;
    throw new InvalidInput([{ path: 'findingIds', code: 'not_about_the_company', message }]);
  }
  for (let before = 0; before < chosen.size;) {
    before = chosen.size;
    for (const act of actsOfOthers) if (act.follows && chosen.has(act.follows.id)) chosen.add(act.id);
  }
  const isChosen = ({ id }: { id: string }) => chosen.has(id);
  return { findings: findings.filter(isChosen), actsOfOthers: actsOfOthers.filter(isChosen) };
}

/** The number that the letter gets unless somebody else drafts in between. */
async function probableNumber(tx: WorkspaceTransaction, audienceId: string): Promise<number> {
  if (audienceId !== tx.actor.everyoneAudienceId) return tx.nextNumber(KIND, audienceId);
  const rows = await tx.query<{ next: number }>(
    `select coalesce(max(last_number), 0) + 1 as next from app.short_number where workspace_id = $1 and kind = 'letter'`,
    [tx.workspaceId],
  );
  return rows[0]!.next;
}

function referenceOf(number: number, letterDate: string): string {
  return `${shortNumber(KIND, number)}/${letterDate.slice(0, 4)}`;
}

function templateOf(name: DraftLetter['template']): string {
  return readFileSync(join(packageRoot(), 'libs/letters/templates', `${name}.md.hbs`), 'utf8');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function missingFields(error: FieldsMissing): InvalidInput {
  return new InvalidInput(
    error.fields.map((field) => ({
      path: field.path,
      code: 'missing_field',
      message: `${field.title} ${field.message}`,
    })),
  );
}

/** A letter cannot know what was published or read after its date. @throws InvalidInput */
function refuseEarlyDate(sources: LetterMaterial['sources'], letterDate: string): void {
  const problems = [...sources.values()].flatMap((source) => {
    const days = [source.publishedOn.value, source.retrievedAt?.slice(0, 10)];
    const newest = days
      .flatMap((day) => day ?? [])
      .sort()
      .at(-1);
    if (newest === undefined || newest.slice(0, 10) <= letterDate.slice(0, newest.length)) return [];
    const message = `is before ${source.number} was published or retrieved (${newest}), which the letter cites: date the letter ${newest} or later`;
    return [{ path: 'letterDate', code: 'before_its_sources', message }];
  });
  if (problems.length > 0) throw new InvalidInput(problems);
}
