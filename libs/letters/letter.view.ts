import type { CheckView, LetterRow, LetterView, OrganisationRef } from '@libs/contracts';
import { shortNumber, type NumberedKind } from '@libs/domain/vocabulary';
import { RuleBroken } from '@libs/platform/errors';
import { audienceOver, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { fieldAt, FIRST_CONTACT, letterSentences, renderHtmlFragment } from '@libs/typesetting';
import { heldBack, openBlocks } from './letter.checks.ts';
import type { Letter } from './letter.entity.ts';
import type { LetterMaterial } from './letter-context.ts';
import type { CitationRow } from './letter-citations.service.ts';

export interface LetterParts {
  company: OrganisationRef;
  checks: CheckView[];
  citations: CitationRow[];
  /** Short number and label of each cited finding and statement, by id. */
  labels: Map<string, { number: string; label: string }>;
  /** The name of whoever drafted it. */
  draftedBy: string;
}

export function rowOf(letter: Letter, { company, checks, citations }: LetterParts): LetterRow {
  return {
    id: letter.id,
    audienceId: letter.audienceId,
    number: shortNumber('letter', letter.number),
    company,
    type: letter.letterType,
    state: letter.state,
    subject: letter.subject,
    letterDate: letter.letterDate,
    letterRef: letter.letterRef,
    replyDueOn: letter.replyDueOn,
    blocking: openBlocks(checks).length,
    sample: letter.sample,
    citedRecordIds: [...new Set(citations.map((row) => (row.findingId ?? row.statementId)!))],
    version: letter.version,
  };
}

export function viewOf(letter: Letter, parts: LetterParts, pages: number): LetterView {
  const held = heldBack(parts.checks);
  return {
    ...rowOf(letter, parts),
    pages,
    modelHash: letter.modelHash,
    checks: parts.checks.map((check) => ({
      ...check,
      problems: check.problems.map((problem) => ({ ...problem, place: placeInWords(problem.place) })),
    })),
    outline: outlineOf(letter, parts.checks),
    citations: parts.citations.map((row) => {
      const id = (row.findingId ?? row.statementId)!;
      const { number, label } = parts.labels.get(id) ?? { number: null, label: '' };
      return {
        note: row.note,
        record: { id, number, label },
        excerptId: row.excerptId,
        assertionKind: row.assertionKind,
        text: noteText(letter, row.note),
      };
    }),
    html: (held === null ? '' : `<p><strong>${held}</strong></p>`) + renderHtmlFragment(letter.model),
    profile: letter.profileKey,
    findingIds: letter.facts.findingIds ?? null,
    draftedBy: parts.draftedBy,
    draftedAt: letter.draftedAt.toISOString(),
    stale: parts.citations.some((row) => row.changed),
    withdrawnReason: letter.withdrawnReason,
  };
}

/** A place as people read it: of `reports[0].attribution` the title of the field with its number; others as they are. */
export function placeInWords(place: string): string {
  const [root = ''] = place.split(/[.[]/);
  const whole = fieldAt(FIRST_CONTACT, root);
  if (!whole) return place;
  const number = /^[a-z_]+\[(\d+)\]/.exec(place)?.[1];
  return number === undefined ? whole.title : `${whole.title}, number ${Number(number) + 1}`;
}

function noteText(letter: Letter, note: number): string {
  const footnote = letter.model.footnotes.find((one) => one.number === note);
  return (footnote?.runs ?? []).map((run) => (run.kind === 'text' ? run.text : '')).join('');
}

/** The headings of the letter, each with the number of open problems in its section. */
function outlineOf(letter: Letter, checks: CheckView[]): LetterView['outline'] {
  const places = checks.flatMap((one) => one.problems.map((problem) => problem.words));
  const outline: LetterView['outline'] = [{ id: 'opening', title: 'Opening', open: 0 }];
  for (const sentence of letterSentences(letter.model)) {
    if (sentence.kind === 'heading') outline.push({ id: `block-${sentence.block}`, title: sentence.text, open: 0 });
    else if (places.some((words) => sentence.text.includes(words.replace(/^“|”$/g, '')))) outline.at(-1)!.open += 1;
  }
  return outline;
}

/**
 * A letter repeats what its records say, so it is for no more people than those who may read all of them.
 * @throws RuleBroken `mixed_audiences` where nobody else may be told all of it; `wider_than_grounds` for a chosen one
 */
export async function audienceOf(
  tx: WorkspaceTransaction,
  material: Material,
  chosen: string | undefined,
): Promise<string> {
  const { findings, actsOfOthers, claims, answersInSources, sources } = material;
  const idsOf = (records: { id: string }[]) => records.map(({ id }) => id);
  const cited = [...findings, ...actsOfOthers];
  const statements = [...answersInSources, ...cited.flatMap(({ answers }) => answers)];
  const rows = await tx.query<{ kind: NumberedKind; number: number; audience_id: string }>(
    `select 'finding' as kind, number, audience_id from app.finding where workspace_id = $1 and id = any($2)
     union all select 'claim', number, audience_id from app.claim where workspace_id = $1 and id = any($3)
     union all select 'statement', number, audience_id from app.statement where workspace_id = $1 and id = any($4)
     union all select 'source', number, audience_id from app.source_document where workspace_id = $1 and id = any($5)
     order by kind, number`,
    [tx.workspaceId, idsOf(cited), idsOf(claims), idsOf(statements), [...sources.keys()]],
  );
  const named = new Set([...idsOf(cited), ...idsOf(claims), ...idsOf(statements), ...sources.keys()]);
  if (rows.length < named.size) {
    throw new RuleBroken(
      'changed_meanwhile',
      'A record that the letter rests on went out of your sight. Draft it again.',
    );
  }
  const readers = rows.map(({ kind, number, audience_id: audienceId }) => ({
    label: shortNumber(kind, number),
    audienceId,
  }));
  return audienceOver(tx, readers, chosen);
}

type Material = Pick<LetterMaterial, 'findings' | 'actsOfOthers' | 'claims' | 'answersInSources' | 'sources'>;
