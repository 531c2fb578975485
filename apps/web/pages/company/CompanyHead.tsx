import type { OrganisationView, SideScoreView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { companyScoresQuery } from '../../client/records.ts';
import { useWorkspace } from '../../client/session.ts';
import { AbsenceMark } from '../../components/marks/AbsenceMark.tsx';
import { SampleMark } from '../../components/marks/Marks.tsx';
import { HistoryLink } from '../../components/shell/HistoryLink.tsx';
import { companyWords } from '../../words/company.ts';
import { dateWords } from '../../words/dates.ts';
import classes from './Company.module.css';

/** Identifiers that a reader looks for; one that is missing says so. */
function identifiersOf(company: OrganisationView): { name: string; value: string | null }[] {
  const of = (scheme: string) => company.identifiers.find((identifier) => identifier.scheme.toLowerCase() === scheme);
  const ticker = of('ticker');
  return [
    { name: ticker?.qualifier ?? 'Ticker', value: ticker?.value ?? null },
    { name: 'CIK', value: of('cik')?.value ?? null },
    { name: 'LEI', value: of('lei')?.value ?? null },
  ];
}

/** A score where the method prints one; the absence mark and coverage where it does not; never 0 for an absence. */
function PolicyScore({ side }: { side: SideScoreView }) {
  return (
    <>
      {side.score === null ? <AbsenceMark absence="not_researched" /> : <strong>{side.score}</strong>}{' '}
      {companyWords.covered(side.answered, side.of)}
    </>
  );
}

function ConductScore({ side }: { side: SideScoreView }) {
  if (side.score === null) return <strong className={classes.line}>{side.line}</strong>;
  return (
    <>
      <strong>{side.score}</strong> {companyWords.covered(side.answered, side.of)}
    </>
  );
}

export function CompanyHead({ company }: { company: OrganisationView }) {
  const { slug } = useWorkspace();
  const { data: scores } = useQuery(companyScoresQuery(slug, company.id));
  const latest = scores?.items.toSorted((a, b) => b.round.periodEnd.localeCompare(a.round.periodEnd))[0];
  return (
    <header>
      <div className={classes.top}>
        <h1>{company.name}</h1>
        <div className={classes.scores}>
          {latest ? (
            <Link
              to="/w/$workspace/scorecard/$round"
              params={{ workspace: slug, round: latest.round.key }}
              search={{}}
              title={latest.round.title}
            >
              {companyWords.policy} <PolicyScore side={latest.row.policy} />
            </Link>
          ) : null}
          {latest ? (
            <span>
              {companyWords.conduct} <ConductScore side={latest.row.conduct} />
            </span>
          ) : null}
          {scores && !latest ? <span>{companyWords.notScored}</span> : null}
          {company.sample ? <SampleMark /> : null}
        </div>
      </div>
      <div className={classes.identifiers}>
        {identifiersOf(company).map(({ name, value }) => (
          <span key={name}>
            {name} {value === null ? dateWords.notRecorded : <b>{value}</b>}
          </span>
        ))}
        <HistoryLink kind="organisation" id={company.id} name={company.shortName} />
        {company.sample ? <span className={classes.flag}>{companyWords.invented}</span> : null}
      </div>
    </header>
  );
}
