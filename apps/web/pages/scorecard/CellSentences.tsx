import type { CellView, ComparisonView } from '@libs/contracts';
import { useArchive } from '../../client/archive.ts';
import { ExcerptQuotation } from '../../components/evidence/ExcerptQuotation.tsx';
import {
  answerLines,
  formOfClaim,
  formOfFinding,
  numbersOf,
  remarkOf,
} from '../../components/evidence/record-lines.ts';
import { scorecardWords } from '../../words/scorecard.ts';

/** The records a cell rests on: named by its answer, or shown in the cell where there are no points. */
export function recordsOfCell(cell: CellView): { id: string; number: string }[] {
  const named = [...(cell.answer?.claims ?? []), ...(cell.answer?.findings ?? []), ...cell.evidence];
  return [...new Map(named.flatMap(({ id, number }) => (number ? [[id, { id, number }]] : []))).values()];
}

/** The claims and findings that the cell names, and the sources of all their words. */
export function chosenOf(view: ComparisonView | undefined, ids: Set<string>) {
  const claims = view?.claims.filter(({ id }) => ids.has(id)) ?? [];
  const findings = [...(view?.findings ?? []), ...(view?.actsOfOthers ?? [])].filter(({ id }) => ids.has(id));
  const excerpts = [
    ...claims.map((claim) => claim.excerpt),
    ...findings.flatMap((finding) => [...finding.excerpts, ...finding.answers.map((answer) => answer.excerpt)]),
  ];
  return { claims, findings, sourceIds: [...new Set(excerpts.map(({ sourceId }) => sourceId))] };
}

interface SentencesProps {
  view: ComparisonView | undefined;
  claims: ComparisonView['claims'];
  findings: ComparisonView['findings'];
}

/** The sentences that cells rest on, each once, and every answer that the same sources give. */
export function Sentences({ view, claims, findings }: SentencesProps) {
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
