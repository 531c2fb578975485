import { Injectable } from '@nestjs/common';
import type { CasePack, CaseView, ExportCase } from '@libs/contracts';
import type { NumberedKind } from '@libs/domain/vocabulary';
import { NotFound, RuleBroken, type InputProblem } from '@libs/platform/errors';
import { FIRST_DRAWN_NUMBER, Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { CaseDocuments } from './case-documents.ts';
import { CaseEvidence } from './case-evidence.ts';
import { CaseFile } from './case-file.entity.ts';
import { CaseLedger, confidentialCounts, keepLedger, ledgerOf, ListingEnded, recordCounts } from './case-ledger.ts';
import { CaseRounds } from './case-rounds.ts';
import { canonicalText, judged, packRefusal, readPack, recordAt } from './pack-form.ts';
import { referenceProblems } from './pack-references.rules.ts';
import { dayProblems, publishingProblems, readerProblems, textProblems } from './pack-content.rules.ts';

const KIND = 'case';

export interface ExportedPack {
  text: string;
  /** Confidential records that the exporter reads and that are not in the pack, by kind. */
  leftOut: Record<string, number>;
}

@Injectable()
export class CasesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly documents: CaseDocuments,
    private readonly evidence: CaseEvidence,
    private readonly rounds: CaseRounds,
  ) {}

  /**
   * Takes a case pack into the workspace, whole or not at all. One look lists every problem by its path: what has the
   * wrong shape, keys that lead nowhere, words that are not in their source, and what the rooms refuse. Only what rests
   * on a record that cannot be used at all is judged when that one is right. Whoever runs the installation may bring in what was
   * published elsewhere; a member may not (`publishingProblems`).
   */
  async importPack(tx: WorkspaceTransaction, given: unknown): Promise<CaseView> {
    const { outline: pack, problems } = readPack(given);
    if (await tx.of(CaseFile).existsBy({ workspaceId: tx.workspaceId, key: pack.key })) {
      throw new RuleBroken('already_imported', `The case ${pack.key} is in this workspace already.`);
    }
    problems.push(...referenceProblems(pack));
    const { rest, inWhole, standsIn } = judged(pack, problems);
    const ledger = new CaseLedger();
    const found = contentProblems(tx, rest);
    // A room says again what the words and days of a record showed already, at times of another of its fields.
    const said = new Set(found.flatMap(({ path, code }) => [path, `${recordAt(path)} ${code}`]));
    const refused = await this.write(tx, rest, ledger);
    found.push(...refused.filter(({ path, code }) => !said.has(path) && !said.has(`${recordAt(path)} ${code}`)));
    for (const problem of found) {
      const path = inWhole(problem.path);
      if (!standsIn(path)) problems.push({ ...problem, path });
    }
    if (problems.length > 0) throw packRefusal(problems);
    const { key, title, summary, notice } = pack;
    const file = Object.assign(new CaseFile(), { id: tx.newId(), key, title, summary, notice, importedAt: tx.now });
    await tx.insert(CaseFile, file, { kind: KIND, act: 'import' });
    await keepLedger(tx, file.id, ledger);
    return this.view(tx, file);
  }

  /** Writes every record of a pack. @returns what the rooms refused */
  private async write(tx: WorkspaceTransaction, pack: CasePack, ledger: CaseLedger): Promise<InputProblem[]> {
    tx.beginBatch();
    await this.reserveNumbers(tx, pack);
    try {
      await this.documents.write(tx, pack, ledger);
      await this.evidence.write(tx, pack, ledger);
      await this.rounds.write(tx, pack, ledger);
    } catch (error) {
      if (!(error instanceof ListingEnded)) throw error;
    }
    return ledger.problems;
  }

  /**
   * The case as a pack in its canonical text, with the numbers and keys that it came with. It holds what everybody in the
   * workspace reads; the confidential records among it come along only where the exporter asks for them. What was left
   * out is told to the exporter alone (decision 41), never in the pack.
   */
  async exportPack(actor: Actor, key: string, { confidential }: ExportCase): Promise<ExportedPack> {
    const isWhole = confidential === 'include';
    const audiences = isWhole ? actor.audiences : [actor.everyoneAudienceId];
    const text = await this.tenancy.inWorkspace({ ...actor, audiences: [...audiences] }, (tx) =>
      this.printPack(tx, key, isWhole),
    );
    const leftOut = isWhole ? {} : await this.tenancy.inWorkspace(actor, (tx) => confidentialCounts(tx, key));
    return { text, leftOut };
  }

  private async printPack(tx: WorkspaceTransaction, key: string, isWhole: boolean): Promise<string> {
    const file = await tx.of(CaseFile).findOneBy({ workspaceId: tx.workspaceId, key });
    if (!file) throw new NotFound(KIND);
    const ledger = await ledgerOf(tx, file.id);
    // From what rests to what it rests on, so that each step can take in what the one before it names.
    const rounds = await this.rounds.gather(tx, ledger);
    const evidence = await this.evidence.gather(tx, ledger);
    const documents = await this.documents.gather(tx, ledger);
    tx.audit('export', KIND, file.id, isWhole ? { confidential: true } : undefined);
    return canonicalText({
      format: 'plumbline-case',
      formatVersion: 1,
      key: file.key,
      title: file.title,
      summary: file.summary,
      notice: file.notice,
      ...this.documents.print(documents, ledger),
      ...this.evidence.print(evidence, ledger),
      ...this.rounds.print(rounds, ledger),
    });
  }

  /** Every case of the workspace, by key. */
  async list(tx: WorkspaceTransaction): Promise<CaseView[]> {
    const files = await tx.of(CaseFile).find({ where: { workspaceId: tx.workspaceId }, order: { key: 'ASC' } });
    const counts = await recordCounts(tx);
    return files.map((file) => viewOf(file, counts.get(file.id) ?? {}));
  }

  private async view(tx: WorkspaceTransaction, file: CaseFile): Promise<CaseView> {
    return viewOf(file, (await recordCounts(tx)).get(file.id) ?? {});
  }

  /** Numbers that the workspace gives anew lie above all of the pack's, so that they take none that is still free. */
  private async reserveNumbers(tx: WorkspaceTransaction, pack: CasePack): Promise<void> {
    const numbered: [NumberedKind, { number: number }[]][] = [
      ['source', pack.sources],
      ['excerpt', pack.excerpts],
      ['statement', pack.statements],
      ['claim', pack.claims],
      ['finding', pack.findings],
      ['assessment', pack.assessments],
    ];
    for (const [kind, records] of numbered) {
      const counted = records.filter(({ number }) => number < FIRST_DRAWN_NUMBER);
      const highest = counted.reduce((high, { number }) => Math.max(high, number), 0);
      if (highest > 0) await tx.reserveNumber(kind, highest);
    }
  }
}

function contentProblems(tx: WorkspaceTransaction, pack: CasePack): InputProblem[] {
  const byMember = tx.actor.memberId !== null;
  return [
    ...textProblems(pack),
    ...dayProblems(pack),
    ...readerProblems(pack),
    ...(byMember ? publishingProblems(pack) : []),
  ];
}

function viewOf({ key, title, summary, importedAt }: CaseFile, records: Record<string, number>): CaseView {
  return { key, title, summary, records, importedAt: importedAt.toISOString() };
}
