import { Injectable } from '@nestjs/common';
import type { CasePack, LetterProfileView } from '@libs/contracts';
import { LetterProfilesService } from '@libs/letters';
import { InvalidInput } from '@libs/platform/errors';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { AnswersService, MethodsService, RoundsService, type ExportedRound } from '@libs/scorecards';
import { gather, type CaseLedger } from './case-ledger.ts';

type PackRound = CasePack['rounds'][number];
type PackAnswer = PackRound['answers'][number];
type PackLetterProfile = CasePack['letterProfiles'][number];

export interface HeldRounds {
  rounds: ExportedRound[];
  letterProfiles: LetterProfileView[];
}

/** Carries rounds with their answers, and letter profiles, between a pack and the record. */
@Injectable()
export class CaseRounds {
  constructor(
    private readonly methods: MethodsService,
    private readonly rounds: RoundsService,
    private readonly answers: AnswersService,
    private readonly letterProfiles: LetterProfilesService,
  ) {}

  async write(tx: WorkspaceTransaction, pack: CasePack, ledger: CaseLedger): Promise<void> {
    if (pack.rounds.length > 0) await this.methods.ensureShipped(tx);
    for (const [index, round] of pack.rounds.entries()) {
      const path = `rounds.${index}`;
      await ledger.attempt(path, () => this.writeRound(tx, round, ledger));
      for (const [place, answer] of round.answers.entries()) {
        await ledger.attempt(`${path}.answers.${place}`, () => this.writeAnswer(tx, round.key, answer, ledger));
      }
    }
    for (const [index, profile] of pack.letterProfiles.entries()) {
      await ledger.attempt(`letterProfiles.${index}`, () => this.writeLetterProfile(tx, profile, ledger));
    }
  }

  async gather(tx: WorkspaceTransaction, ledger: CaseLedger): Promise<HeldRounds> {
    const letterProfiles = await gather<LetterProfileView>(ledger, {
      kind: 'letter_profile',
      load: async () => new Map((await this.letterProfiles.list(tx)).map((profile) => [profile.id, profile])),
      isLive: () => true,
      nameOf: ({ key }) => key,
      follow: ({ companyId }) => ledger.adopt('organisation', companyId),
    });
    const rounds = await gather<ExportedRound>(ledger, {
      kind: 'round',
      load: (ids) => this.readRounds(tx, ids),
      isLive: () => true,
      nameOf: ({ round }) => round.key,
      follow: ({ companyIds, answers }) => {
        for (const id of companyIds) ledger.adopt('organisation', id);
        for (const { excerptIds, claimIds, findingIds } of answers) {
          for (const id of excerptIds) ledger.adopt('excerpt', id);
          for (const id of claimIds) ledger.adopt('claim', id);
          for (const id of findingIds) ledger.adopt('finding', id);
        }
      },
    });
    return { rounds, letterProfiles };
  }

  print(held: HeldRounds, ledger: CaseLedger): Pick<CasePack, keyof HeldRounds> {
    return {
      rounds: held.rounds.map((exported) => printedRound(exported, ledger)),
      letterProfiles: held.letterProfiles.map((profile) => printedLetterProfile(profile, ledger)),
    };
  }

  private async writeRound(tx: WorkspaceTransaction, round: PackRound, ledger: CaseLedger): Promise<void> {
    const { key, title, periodStart, periodEnd, basisNote, sample } = round;
    const method = await this.methodOf(tx, round);
    const companyIds = round.companies.map((company) => ledger.idOf('organisation', company));
    const input = { methodId: method.id, title, periodStart, periodEnd, basisNote, companyIds, sample, key };
    const { id } = await this.rounds.record(tx, input);
    ledger.note('round', key, id);
  }

  private async methodOf(tx: WorkspaceTransaction, { method: { key, version } }: PackRound) {
    const { items } = await this.methods.list(tx);
    const method = items.find((known) => known.key === key && known.version === version);
    if (method) return method;
    const message = `this workspace has no method ${key} in version ${version}`;
    throw new InvalidInput([{ path: 'method', code: 'unknown_method', message }]);
  }

  private async writeAnswer(
    tx: WorkspaceTransaction,
    roundKey: string,
    answer: PackAnswer,
    ledger: CaseLedger,
  ): Promise<void> {
    const { company, indicator, researchStatus, answerKey, comment, verification, status } = answer;
    const input = {
      researchStatus,
      answerKey,
      comment,
      excerptIds: answer.excerpts.map((key) => ledger.idOf('excerpt', key)),
      claimIds: answer.claims.map((key) => ledger.idOf('claim', key)),
      findingIds: answer.findings.map((key) => ledger.idOf('finding', key)),
      version: null,
    };
    const [roundId, companyId] = [ledger.idOf('round', roundKey), ledger.idOf('organisation', company)];
    await this.answers.record(tx, roundId, companyId, indicator, input, { status, verification, route: 'import' });
  }

  private async writeLetterProfile(
    tx: WorkspaceTransaction,
    profile: PackLetterProfile,
    ledger: CaseLedger,
  ): Promise<void> {
    const { company, ...fields } = profile;
    const input = { ...fields, companyId: ledger.idOrNull('organisation', company), version: null };
    const { id } = await this.letterProfiles.save(tx, profile.key, input);
    ledger.note('letter_profile', profile.key, id);
  }

  private async readRounds(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, ExportedRound>> {
    const rounds = new Map<string, ExportedRound>();
    for (const id of ids) rounds.set(id, await this.rounds.forExport(tx, id));
    return rounds;
  }
}

function printedRound({ round, companyIds, answers }: ExportedRound, ledger: CaseLedger): PackRound {
  const { title, method, periodStart, periodEnd, basisNote, sample } = round;
  const keysOf = (kind: 'excerpt' | 'claim' | 'finding', ids: string[]) =>
    ledger.keysOf(
      kind,
      ids.map((id) => ({ id })),
    );
  return {
    key: ledger.keyOf('round', round),
    title,
    method: { key: method.key, version: method.version },
    periodStart,
    periodEnd,
    basisNote,
    sample,
    companies: companyIds.map((id) => ledger.keyOf('organisation', { id })),
    answers: answers.map(({ companyId, excerptIds, claimIds, findingIds, ...fields }) => ({
      company: ledger.keyOf('organisation', { id: companyId }),
      ...fields,
      excerpts: keysOf('excerpt', excerptIds),
      claims: keysOf('claim', claimIds),
      findings: keysOf('finding', findingIds),
    })),
  };
}

function printedLetterProfile(view: LetterProfileView, ledger: CaseLedger): PackLetterProfile {
  const { id: _id, version: _version, companyId, ...fields } = view;
  return { ...fields, company: companyId === null ? null : ledger.keyOf('organisation', { id: companyId }) };
}
