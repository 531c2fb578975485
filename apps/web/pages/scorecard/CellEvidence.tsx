import type { CellView, ClaimView, FindingView, ScorecardView, ScoreRowView } from '@libs/contracts';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArchiveContext, useArchive, useSourceTexts } from '../../client/archive.ts';
import { claimQuery, findingQuery } from '../../client/records.ts';
import { useWorkspace } from '../../client/session.ts';
import { ExcerptQuotation } from '../../components/evidence/ExcerptQuotation.tsx';
import { KeyCap } from '../../components/marks/Marks.tsx';
import { cellWords } from '../../components/score/ScoreCell.tsx';
import { scorecardWords } from '../../words/scorecard.ts';
import { formOfClaim, formOfFinding, remarkOf } from '../../components/evidence/record-lines.ts';
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

/** The line under the table: what the selected cell rests on, with the sentences. */
export function CellEvidence({ card, row, cell }: CellEvidenceProps) {
  const { slug } = useWorkspace();
  const records = recordsOfCell(cell);
  const claims = useQueries({
    queries: records.filter(({ number }) => number.startsWith('C')).map(({ id }) => claimQuery(slug, id)),
  }).flatMap(({ data }) => data ?? []);
  const findings = useQueries({
    queries: records.filter(({ number }) => number.startsWith('F')).map(({ id }) => findingQuery(slug, id)),
  }).flatMap(({ data }) => data ?? []);
  const excerpts = [
    ...claims.map((claim) => claim.excerpt),
    ...findings.flatMap((finding) => [...finding.excerpts, ...finding.answers.map((answer) => answer.excerpt)]),
  ];
  const archive = useSourceTexts(slug, [...new Set(excerpts.map(({ sourceId }) => sourceId))]);
  const indicator = card.method.indicators.find(({ id }) => id === bareIndicator(cell.indicator));
  const first = records[0];
  return (
    <ArchiveContext.Provider value={archive}>
      <section className={classes.evidence} aria-live="polite">
        <p>
          <strong>{row.company.name}</strong>, {indicator?.qualifiedId} {indicator?.label.toLowerCase()}:{' '}
          {cellWords(cell)}. {cell.whyNoPoints ? <span className={classes.why}>{cell.whyNoPoints}</span> : null}
        </p>
        {cell.answer?.comment ? <p className={classes.why}>{cell.answer.comment}</p> : null}
        <Sentences claims={claims} findings={findings} />
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

function Sentences({ claims, findings }: { claims: ClaimView[]; findings: FindingView[] }) {
  const { spoken } = useArchive();
  const answers = [
    ...new Map(findings.flatMap(({ answers }) => answers).map((answer) => [answer.id, answer])).values(),
  ];
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
      {findings.map((finding) => (
        <li key={finding.id}>
          {finding.excerpts[0] ? (
            <ExcerptQuotation excerpt={finding.excerpts[0]} form={formOfFinding(finding, spoken)} />
          ) : null}
          <small>
            {finding.number}, {finding.attributionLine}; {remarkOf(finding, finding.follows !== null)}
          </small>
        </li>
      ))}
      {answers.length > 0 ? (
        <li>
          <strong>{scorecardWords.answerSameSource}</strong>
          {answers.map((answer) => (
            <div key={answer.id}>
              <ExcerptQuotation excerpt={answer.excerpt} form={answer.quotationType} />
              <small>{answer.attributionLine}</small>
            </div>
          ))}
        </li>
      ) : null}
    </ul>
  );
}
