import type { ComparisonView } from '@libs/contracts';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ArchiveContext, useSourceTexts } from '../../client/archive.ts';
import { comparisonQuery } from '../../client/records.ts';
import { restrictionsOfCompany } from '../../client/restrictions.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button, buttonClasses } from '../../components/controls/Button.tsx';
import { Loading } from '../../components/controls/Loading.tsx';
import { Notice } from '../../components/controls/Notice.tsx';
import { LabelledSelect } from '../../components/controls/Switch.tsx';
import { RestrictedLines } from '../../components/marks/RestrictedLines.tsx';
import { usePrinting } from '../../components/print/usePrinting.ts';
import { usePageTitle } from '../../components/shell/Page.tsx';
import { PageFailure } from '../../components/shell/PageFailure.tsx';
import { companyWords } from '../../words/company.ts';
import { sourceIdsOf } from './comparison-model.ts';
import { CompanyHead } from './CompanyHead.tsx';
import { Correspondence } from './Correspondence.tsx';
import { Drawer } from './Drawer.tsx';
import { DrawerActs } from './DrawerActs.tsx';
import { FacingColumns } from './FacingColumns.tsx';
import { Pairs } from './Pairs.tsx';
import { PrintedPairs } from './PrintedPairs.tsx';
import { PrintNotes } from './PrintNotes.tsx';
import { SaidElsewhere } from './SaidElsewhere.tsx';
import { isDraft } from './selection.ts';
import { useComparisonState } from './useComparisonState.ts';
import classes from './Company.module.css';

const groups = [
  { value: 'year', label: companyWords.year },
  { value: 'month', label: companyWords.month },
  { value: 'day', label: companyWords.day },
] as const;

export function CompanyPage() {
  const { slug } = useWorkspace();
  const { companyId } = useParams({ from: '/w/$workspace/shell/company/$companyId' });
  const { data, error, refetch } = useQuery(comparisonQuery(slug, companyId));
  usePageTitle(data?.company.name);
  if (data) return <Comparison view={data} />;
  if (error) return <PageFailure error={error} what={companyWords.thisPage} reset={() => void refetch()} />;
  return (
    <div className={classes.main}>
      <Loading what={companyWords.thisPage} lines={8} />
    </div>
  );
}

function Comparison({ view }: { view: ComparisonView }) {
  const { slug } = useWorkspace();
  const sourceIds = sourceIdsOf(view);
  const archive = useSourceTexts(slug, sourceIds);
  const narrow = useMediaQuery('screen and (max-width: 760px)', undefined, { getInitialValueInEffect: false });
  const state = useComparisonState(view);
  const { readings, selection, group } = state;
  const printing = usePrinting();
  const printed = readings.filter((reading) => !isDraft(reading));
  const unread = readings.length - printed.length;
  const empty = view.claims.length + view.findings.length + view.actsOfOthers.length === 0;
  return (
    <ArchiveContext.Provider value={archive}>
      <div className={classes.layout}>
        <div className={classes.main}>
          <CompanyHead company={view.company} />
          {state.unknown ? (
            <div className={`${classes.unknown} no-print`}>
              <Notice
                role="status"
                title={companyWords.noSuchPair(state.unknown)}
                acts={<Button onClick={state.close}>{companyWords.noSuchPairClose}</Button>}
              />
            </div>
          ) : null}
          <Correspondence view={view}>
            {narrow || empty ? null : (
              <LabelledSelect
                label={companyWords.groupBy}
                value={group}
                options={[...groups]}
                onChange={state.setGroup}
              />
            )}
          </Correspondence>
          {empty ? <EmptyComparison /> : null}
          {!empty && printing ? <PrintedPairs view={view} readings={printed} /> : null}
          {!empty && narrow && !printing ? <Pairs view={view} readings={readings} onSelect={state.select} /> : null}
          {!empty && !narrow ? (
            <FacingColumns
              view={view}
              group={group}
              readings={readings}
              selection={selection}
              onSelect={state.select}
            />
          ) : null}
          <SaidElsewhere claims={view.saidElsewhere} onSelect={(number) => state.select(number, 'claim')} />
          <RestrictedLines query={restrictionsOfCompany(slug, view.company.id)} />
          {unread > 0 ? <p className={`${classes.hint} no-print`}>{companyWords.leftOut(unread)}</p> : null}
          {printing ? (
            <PrintNotes view={view} readings={printed} sources={sourceIds.flatMap((id) => archive.source(id) ?? [])} />
          ) : null}
        </div>
        {selection ? (
          <Drawer
            selection={selection}
            claims={view.claims}
            readings={readings}
            side={state.side}
            position={state.position}
            onSide={state.setSide}
            onStep={state.step}
            onSelect={state.select}
            onClose={state.close}
            acts={
              <DrawerActs selection={selection} view={view} onRecorded={(number) => state.select(number, 'claim')} />
            }
          />
        ) : null}
      </div>
    </ArchiveContext.Provider>
  );
}

function EmptyComparison() {
  const { slug } = useWorkspace();
  return (
    <div style={{ paddingTop: 20 }}>
      <Notice
        title={companyWords.empty}
        acts={
          <Link className={buttonClasses.primary} to="/w/$workspace/sources" params={{ workspace: slug }}>
            {companyWords.openSources}
          </Link>
        }
      >
        {companyWords.emptyHint}
      </Notice>
    </div>
  );
}
