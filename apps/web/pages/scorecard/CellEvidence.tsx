import type { CellView, ComparisonView, ScorecardView, ScoreRowView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArchiveContext, useArchive, useSourceTexts } from '../../client/archive.ts';
import { comparisonQuery } from '../../client/records.ts';
import { useWorkspace } from '../../client/session.ts';
import { ExcerptQuotation } from '../../components/evidence/ExcerptQuotation.tsx';
import {
  answerLines,
  formOfClaim,
  formOfFinding,
  numbersOf,
  remarkOf,
} from '../../components/evidence/record-lines.ts';
import { KeyCap } from '../../components/marks/Marks.tsx';
import { cellWords } from '../../components/score/ScoreCell.tsx';
import { scorecardWords } from '../../words/scorecard.ts';
import { bareIndicator } from './league-model.ts';
import classes from './Scorecard.module.css';

interface CellEvidenceProps {
  card: ScorecardView;
  row: ScoreRowView;
  cell: CellView;
}

/** The records a cell rests on: named by its answer, or shown in the cell where there are no points. */
export function recordsOfCell(cell: CellView): { id: string; number: string }[] {
  const named = [...(cell.answer?.claims ?? []), ...(cell.answer?.findings ?? []), ...cell.evidence];
  return [...new Map(named.flatMap(({ id, number }) => (number ? [[id, { id, number }]] : []))).values()];
}

/** The claims and findings that the cell names, and the sources of all their words. */
function chosenOf(view: ComparisonView | undefined, ids: Set<string>) {
  const claims = view?.claims.filter(({ id }) => ids.has(id)) ?? [];
  const findings = [...(view?.findings ?? []), ...(view?.actsOfOthers ?? [])].filter(({ id }) => ids.has(id));
  const excerpts = [
    ...claims.map((claim) => claim.excerpt),
    ...findings.flatMap((finding) => [...finding.excerpts, ...finding.answers.map((answer) => answer.excerpt)]),
  ];
  return { claims, findings, sourceIds: [...new Set(excerpts.map(({ sourceId }) => sourceId))] };
}

/** The line under the table: what the selected cell rests on, with the sentences. */
export function CellEvidence({ card, row, cell }: CellEvidenceProps) {
  const { slug } = useWorkspace();
  const records = recordsOfCell(cell);
  const { data } = useQuery({ ...comparisonQuery(slug, row.company.id), enabled: records.length > 0 });
  const { claims, findings, sourceIds } = chosenOf(data, new Set(records.map(({ id }) => id)));
  const archive = useSourceTexts(slug, sourceIds);
  const indicator = card.method.indicators.find(({ id }) => id === bareIndicator(cell.indicator));
  const first = records[0];
  return (
    <ArchiveContext.Provider value={archive}>
      <section className={classes.evidence} aria-live="polite">
        <p>
          <strong>{row.company.name}</strong>, {indicator?.qualifiedId} {indicator?.label.toLowerCase()}:{' '}
          {cellWords(cell)}
          {cell.whyNoPoints ? `; ${cell.whyNoPoints}` : ''}.
        </p>
        {cell.answer?.comment ? <p className={classes.why}>{cell.answer.comment}</p> : null}
        <Sentences view={data} claims={claims} findings={findings} />
        {records.length === 0 && cell.display === 'points' ? <p>{scorecardWords.nothing}</p> : null}
        {first ? (
          <div className={classes.links}>
            <Link
              to="/w/$workspace/company/$companyId"
              params={{ workspace: slug, companyId: row.company.id }}
              search={{ pair: first.number, look: first.number.startsWith('F') ? 'finding' : 'claim' }}
            >
              {scorecardWords.openOnPage} <KeyCap>↵</KeyCap>
            </Link>
          </div>
        ) : null}
      </section>
    </ArchiveContext.Provider>
  );
}

interface SentencesProps {
  view: ComparisonView | undefined;
  claims: ComparisonView['claims'];
  findings: ComparisonView['findings'];
}

function Sentences({ view, claims, findings }: SentencesProps) {
  const { spoken } = useArchive();
  const answers = answerLines(
    findings.flatMap((finding) => finding.answers),
    view?.claims ?? [],
  );
  const sentences = [...new Set(findings.map((finding) => finding.excerpts[0]?.id))].map((excerptId) =>
    findings.filter((finding) => finding.excerpts[0]?.id === excerptId),
  );
  if (claims.length + findings.length === 0) return null;
  return (
    <ul>
      {claims.map((claim) => (
        <li key={claim.id}>
          <ExcerptQuotation excerpt={claim.excerpt} form={formOfClaim(claim)} />
          <small>
            {claim.number}, {claim.attributionLine}
          </small>
        </li>
      ))}
      {sentences.map((same) => {
        const [finding] = same;
        const excerpt = finding?.excerpts[0];
        if (!finding || !excerpt) return null;
        return (
          <li key={excerpt.id}>
            <ExcerptQuotation excerpt={excerpt} form={formOfFinding(finding, spoken)} />
            <small>
              {numbersOf(same)}, {finding.attributionLine}; {remarkOf(finding, finding.follows !== null)}
            </small>
          </li>
        );
      })}
      {answers.length > 0 ? (
        <li>
          <strong>{scorecardWords.answerSameSource}</strong>
          {answers.map((answer) => (
            <div key={answer.key}>
              <ExcerptQuotation excerpt={answer.excerpt} form={answer.form} />
              <small>
                {answer.number}, {answer.line}
              </small>
            </div>
          ))}
        </li>
      ) : null}
    </ul>
  );
}
