import type { AssessmentView, ClaimView, CompanyScoresView, ExcerptView, FindingView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { companyScoresQuery, lettersQuery } from '../../client/records.ts';
import { useWorkspace } from '../../client/session.ts';
import { ChainBar, type HopKind } from '../../components/evidence/ChainBar.tsx';
import type { Side } from './Drawer.tsx';

interface DrawerChainProps {
  claims: ClaimView[];
  findings: FindingView[];
  assessments: AssessmentView[];
  excerpt: ExcerptView | null;
  current: HopKind;
  onSelect: (number: string, look: Side) => void;
}

interface ScoreCell {
  round: string;
  cell: string;
  label: string;
}

/** Cells of the company's rounds whose answers name the claim or one of the findings. */
function scoreCells(scores: CompanyScoresView | undefined, recordIds: Set<string>): ScoreCell[] {
  return (scores?.items ?? []).flatMap(({ round, row }) =>
    row.cells
      .filter(({ answer }) =>
        [...(answer?.claims ?? []), ...(answer?.findings ?? [])].some(({ id }) => recordIds.has(id)),
      )
      .map(({ indicator }) => ({
        round: round.key,
        cell: `${row.company.id}.${indicator.split('.').at(-1)}`,
        label: indicator.includes('.') ? indicator : `${round.method.key}.${indicator}`,
      })),
  );
}

export function DrawerChain({ claims, findings, assessments, excerpt, current, onSelect }: DrawerChainProps) {
  const { slug } = useWorkspace();
  const { companyId } = useParams({ strict: false });
  const { data: scores } = useQuery({ ...companyScoresQuery(slug, companyId ?? ''), enabled: Boolean(companyId) });
  const { data: letters } = useQuery(lettersQuery(slug));
  const statements = claims.flatMap((claim) => claim.statements);
  const cited = new Set([...findings, ...statements].map(({ id }) => id));
  const citing = (letters?.items ?? []).filter((letter) => letter.citedRecordIds.some((id) => cited.has(id)));
  const params = { workspace: slug };
  const pick = (number: string, look: Side) => (
    <button key={number} type="button" onClick={() => onSelect(number, look)}>
      {number}
    </button>
  );
  const inSource = (number: string) =>
    excerpt ? (
      <Link
        key={number}
        to="/w/$workspace/source/$sourceId"
        params={{ ...params, sourceId: excerpt.sourceId }}
        search={{ show: number }}
      >
        {number}
      </Link>
    ) : null;
  const cells = scoreCells(scores, new Set([...claims, ...findings].map(({ id }) => id)));
  const hops: Partial<Record<HopKind, ReactNode[]>> = {
    source: excerpt
      ? [
          <Link
            key="source"
            to="/w/$workspace/source/$sourceId"
            params={{ ...params, sourceId: excerpt.sourceId }}
            search={{}}
          >
            {excerpt.source.number}
          </Link>,
        ]
      : [],
    excerpt: excerpt ? [inSource(excerpt.number)] : [],
    statement: statements.map(({ number }) => inSource(number)),
    claim: claims.map(({ number }) => pick(number, 'claim')),
    finding: findings.map(({ number }) => pick(number, 'finding')),
    assessment: assessments.map(({ number }) => pick(number, 'claim')),
    scorecard: cells.map(({ round, cell, label }) => (
      <Link key={label + round} to="/w/$workspace/scorecard/$round" params={{ ...params, round }} search={{ cell }}>
        {label}
      </Link>
    )),
    letter: citing.map(({ id, number }) => (
      <Link key={id} to="/w/$workspace/letter/$letterId" params={{ ...params, letterId: id }}>
        {number}
      </Link>
    )),
  };
  return <ChainBar hops={hops} current={current} />;
}
