import { readFileSync } from 'node:fs';
import { CasePack } from '@libs/contracts';
import { PASSAGE_SEPARATOR } from '@libs/domain/anchoring';
import { FindingsService } from '@libs/findings';
import { OrganisationsService } from '@libs/organisations';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { AnswersService, MethodsService, RoundsService } from '@libs/scorecards';
import { ExcerptsService, SourcesService } from '@libs/sources';
import { ClaimsService, StatementsService } from '@libs/statements';
import type { TestApp } from './test-app.ts';

type Source = CasePack['sources'][number];

export function readPack(name: 'founding' | 'sample'): CasePack {
  const file = new URL(`../../libs/cases/packs/${name}.json`, import.meta.url);
  return CasePack.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Items whose parents, within the list, stand before them. */
function parentsFirst<Item extends { key: string }>(items: Item[], parentOf: (item: Item) => string | null): Item[] {
  const ordered: Item[] = [];
  const place = (item: Item): void => {
    if (ordered.includes(item)) return;
    const parent = items.find(({ key }) => key === parentOf(item));
    if (parent) place(parent);
    ordered.push(item);
  };
  items.forEach(place);
  return ordered;
}

function captureOf({ passages, capturedText }: Source) {
  if (passages === null) return { capturedText, passages: null };
  let at = 0;
  const spans = passages.map(({ text, originalStartUtf16 }) => {
    const startUtf16 = at;
    at += text.length + PASSAGE_SEPARATOR.length;
    return { startUtf16, endUtf16: startUtf16 + text.length, originalStartUtf16 };
  });
  return { capturedText: passages.map(({ text }) => text).join(PASSAGE_SEPARATOR), passages: spans };
}

/**
 * Records a round of a pack with all that its answers rest on, record by record, as the rooms would. Gives the ids
 * of everything by key.
 */
export async function recordPackRound(server: TestApp, slug: string, pack: CasePack): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const idOf = (key: string): string => ids.get(key)!;
  const orNull = (key: string | null): string | null => (key === null ? null : idOf(key));
  const { app } = server;
  await server.inWorkspace(slug, async (tx) => {
    const keep = async (key: string, recorded: Promise<{ id: string }>) => ids.set(key, (await recorded).id);
    tx.beginBatch();
    for (const { key, ...fields } of pack.organisations) {
      await keep(key, app.get(OrganisationsService).record(tx, fields));
    }
    for (const source of parentsFirst(pack.sources, ({ syndicatedFrom }) => syndicatedFrom)) {
      const { key, number, status, syndicatedFrom, contentSha256: _hash, ...fields } = source;
      const input = { ...fields, ...captureOf(source), syndicatedFromId: orNull(syndicatedFrom) };
      await keep(key, app.get(SourcesService).record(tx, input, { number, status }));
    }
    for (const { key, number, source, ...words } of pack.excerpts) {
      await keep(key, app.get(ExcerptsService).record(tx, idOf(source), words, { number }));
    }
    for (const { key, number, status, excerpt, speakerOrganisation, viaOrganisation, ...fields } of pack.statements) {
      const input = {
        ...fields,
        excerptId: idOf(excerpt),
        speakerOrganisationId: orNull(speakerOrganisation),
        viaOrganisationId: orNull(viaOrganisation),
      };
      await keep(key, app.get(StatementsService).record(tx, input, { number, status }));
    }
    for (const claim of parentsFirst(pack.claims, ({ supersedes }) => supersedes)) {
      const { key, number, status, company, excerpt, statements, supersedes, ...fields } = claim;
      const input = {
        ...fields,
        companyId: idOf(company),
        excerptId: idOf(excerpt),
        statementIds: statements.map(idOf),
        supersedesClaimId: orNull(supersedes),
      };
      await keep(key, app.get(ClaimsService).record(tx, input, { number, status }));
    }
    for (const finding of parentsFirst(pack.findings, ({ follows }) => follows)) {
      const { key, number, status, subject, object, follows, excerpts, answers, ...fields } = finding;
      const input = {
        ...fields,
        subjectId: idOf(subject),
        objectId: orNull(object),
        followsFindingId: orNull(follows),
        excerptIds: excerpts.map(idOf),
        answerStatementIds: answers.map(idOf),
      };
      await keep(key, app.get(FindingsService).record(tx, input, { number, status }));
    }
    await keep(pack.rounds[0]!.key, recordRound(server, tx, pack, idOf));
  });
  return ids;
}

async function recordRound(server: TestApp, tx: WorkspaceTransaction, pack: CasePack, idOf: (key: string) => string) {
  const { app } = server;
  const { method, companies, answers, ...fields } = pack.rounds[0]!;
  await app.get(MethodsService).ensureShipped(tx);
  const { id: methodId } = await app.get(MethodsService).require(tx, method.key, method.version);
  const round = await app.get(RoundsService).record(tx, { ...fields, methodId, companyIds: companies.map(idOf) });
  for (const { company, indicator, status, verification, excerpts, claims, findings, ...answer } of answers) {
    const input = {
      ...answer,
      excerptIds: excerpts.map(idOf),
      claimIds: claims.map(idOf),
      findingIds: findings.map(idOf),
      version: null,
    };
    const given = { status, verification, route: 'import' as const };
    await app.get(AnswersService).record(tx, round.id, idOf(company), indicator, input, given);
  }
  return round;
}
