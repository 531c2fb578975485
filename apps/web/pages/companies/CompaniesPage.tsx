import type { CompanyRow } from '@libs/contracts';
import type { EvidenceGrade } from '@libs/domain/vocabulary';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { companiesQuery } from '../../client/records.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Loading } from '../../components/controls/Loading.tsx';
import { Notice } from '../../components/controls/Notice.tsx';
import { SampleMark } from '../../components/marks/Marks.tsx';
import { Page } from '../../components/shell/Page.tsx';
import { PageFailure } from '../../components/shell/PageFailure.tsx';
import classes from '../../components/tables/Table.module.css';
import { useRowKeys } from '../../components/tables/useRowKeys.ts';
import { companyWords } from '../../words/company.ts';
import { counted } from '../../words/counts.ts';
import { dateInWords, dateWords } from '../../words/dates.ts';
import { gradeCountWords } from '../../words/kinds.ts';
import { companiesWords, tableWords } from '../../words/tables.ts';

const matches = (row: CompanyRow, words: string) =>
  [row.company.name, row.company.shortName, ...row.company.identifiers.map(({ value }) => value)].some((text) =>
    text.toLowerCase().includes(words.trim().toLowerCase()),
  );

export function CompaniesPage() {
  const { slug } = useWorkspace();
  const { data, error, refetch } = useQuery(companiesQuery(slug));
  if (error && !data) return <PageFailure error={error} what={companiesWords.what} reset={() => void refetch()} />;
  return (
    <Page title={companiesWords.title} lede={companiesWords.lede}>
      {!data ? <Loading what={companiesWords.what} lines={12} /> : null}
      {data && data.items.length === 0 ? (
        <Notice title={companiesWords.empty}>{companiesWords.emptyHint}</Notice>
      ) : null}
      {data && data.items.length > 0 ? <CompanyTable rows={data.items} /> : null}
    </Page>
  );
}

/** By name: a list of companies is never a ranking. */
function CompanyTable({ rows }: { rows: CompanyRow[] }) {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const [filter, setFilter] = useState('');
  const shown = rows
    .filter((row) => matches(row, filter))
    .toSorted((a, b) => a.company.name.localeCompare(b.company.name));
  const current = useRowKeys(companiesWords.title, shown.length, (index) => {
    const companyId = shown[index]?.company.id;
    if (companyId) void navigate({ to: '/w/$workspace/company/$companyId', params: { workspace: slug, companyId } });
  });
  return (
    <>
      <div className={classes.filter}>
        <input
          type="search"
          aria-label={tableWords.filter}
          placeholder={tableWords.filter}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <span role="status">{tableWords.rows(shown.length, rows.length)}</span>
      </div>
      {shown.length === 0 ? (
        <Notice
          title={tableWords.hidden(filter)}
          acts={<Button onClick={() => setFilter('')}>{tableWords.clear}</Button>}
        />
      ) : (
        <div className={classes.wrap}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{companiesWords.company}</th>
                <th scope="col" className={classes.wide}>
                  {companiesWords.identifier}
                </th>
                <th scope="col">{companiesWords.said}</th>
                <th scope="col">{companiesWords.reported}</th>
                <th scope="col" className={classes.wide}>
                  {companiesWords.readings}
                </th>
                <th scope="col" className={`${classes.wide} ${classes.end}`}>
                  {companiesWords.latest}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row, index) => (
                <Row key={row.company.id} row={row} current={index === current} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function Row({ row, current }: { row: CompanyRow; current: boolean }) {
  const { slug } = useWorkspace();
  const { company } = row;
  const ticker = company.identifiers.find(({ scheme }) => scheme.toLowerCase() === 'ticker');
  const grades = row.grades.map(({ grade, count }) => `${count} ${gradeCountWords[grade as EvidenceGrade]}`);
  return (
    <tr data-current={current || undefined}>
      <th scope="row">
        <Link to="/w/$workspace/company/$companyId" params={{ workspace: slug, companyId: company.id }}>
          {company.name}
        </Link>{' '}
        {company.sample ? <SampleMark /> : null}
      </th>
      <td className={`${classes.wide} ${classes.quiet} ${classes.nowrap}`}>
        {ticker ? [ticker.qualifier, ticker.value].filter(Boolean).join(' ') : dateWords.notRecorded}
      </td>
      <td className={row.claims === 0 ? classes.quiet : undefined}>{companyWords.claims(row.claims)}</td>
      <td className={row.findings === 0 ? classes.quiet : undefined}>
        {row.findings === 0 ? companiesWords.none : grades.join(', ') || counted(row.findings, 'finding', 'findings')}
      </td>
      <td className={`${classes.wide} ${row.assessments === 0 ? classes.quiet : ''}`}>
        {counted(row.assessments, 'reading', 'readings')}
      </td>
      <td className={`${classes.wide} ${classes.end} ${classes.nowrap}`}>
        {row.latestReportedOn ? (
          dateInWords(row.latestReportedOn)
        ) : (
          <span className={classes.quiet}>{dateWords.none}</span>
        )}
      </td>
    </tr>
  );
}
