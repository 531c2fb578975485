import type { SourceView } from '@libs/contracts';
import { skipToken, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ArchiveContext, useSourceTexts } from '../../client/archive.ts';
import {
  claimsOfSourceQuery,
  excerptsOfSourceQuery,
  findingsOfSourceQuery,
  sourceQuery,
  statementsOfSourceQuery,
} from '../../client/records.ts';
import { documentQuery } from '../../client/documents.ts';
import { useWorkspace } from '../../client/session.ts';
import { Loading } from '../../components/controls/Loading.tsx';
import { Notice } from '../../components/controls/Notice.tsx';
import { sourceDate } from '../../components/evidence/ArchivedPassage.tsx';
import { RecordAudience } from '../../components/forms/MoveDialog.tsx';
import { SampleMark } from '../../components/marks/Marks.tsx';
import { FocusBar, FocusMode } from '../../components/shell/FocusBar.tsx';
import { usePageTitle } from '../../components/shell/Page.tsx';
import pageClasses from '../../components/shell/Page.module.css';
import { PageFailure } from '../../components/shell/PageFailure.tsx';
import { sourceWords } from '../../words/source.ts';
import { PickBar } from './PickBar.tsx';
import { DocumentFacts } from './DocumentFacts.tsx';
import { SourcePanel } from './SourcePanel.tsx';
import { SourceText } from './SourceText.tsx';
import { marksOf, passagesOf } from './source-model.ts';
import { useSourceReading } from './useSourceReading.ts';
import classes from './Source.module.css';

export function SourcePage() {
  const { slug } = useWorkspace();
  const { sourceId } = useParams({ from: '/w/$workspace/source/$sourceId' });
  const { data, error, refetch } = useQuery(sourceQuery(slug, sourceId));
  usePageTitle(data ? `${data.number} ${data.title}` : undefined);
  if (data) return <Source source={data} />;
  if (error) return <PageFailure error={error} what={sourceWords.what} reset={() => void refetch()} />;
  return (
    <div className={pageClasses.page}>
      <Loading what={sourceWords.what} lines={12} />
    </div>
  );
}

function Source({ source }: { source: SourceView }) {
  const { slug } = useWorkspace();
  const archive = useSourceTexts(slug, [source.id]);
  const excerpts = useQuery(excerptsOfSourceQuery(slug, source.id));
  const statements = useQuery(statementsOfSourceQuery(slug, source.id));
  const claims = useQuery(claimsOfSourceQuery(slug, source.id));
  const findings = useQuery(findingsOfSourceQuery(slug, source.id));
  const recorded = {
    excerpts: excerpts.data?.items ?? [],
    statements: statements.data?.items ?? [],
    claims: claims.data?.items ?? [],
    findings: findings.data?.items ?? [],
  };
  const passages = passagesOf(recorded, source.id);
  const text = source.capturedText ?? '';
  const document = useQuery({
    ...documentQuery(slug, source.id),
    ...(source.fileId === null && { queryFn: skipToken }),
  });
  const reading = useSourceReading(text, source.language, passages);
  return (
    <ArchiveContext.Provider value={archive}>
      <FocusMode>
        <SourceBar source={source} />
        <main className={classes.columns}>
          <article className={classes.article}>
            <div className={classes.sheet}>
              <h2>
                {source.title} {source.sample ? <SampleMark /> : null}
              </h2>
              <SourceFacts source={source} />
              <DocumentFacts source={source} document={document.data} />
              <div className={classes.facts}>
                <RecordAudience kind="source" record={source} />
              </div>
              {source.capturedText === null ? (
                <Notice title={sourceWords.stub}>{sourceWords.stubHint}</Notice>
              ) : (
                <SourceText
                  source={source}
                  text={text}
                  places={document.data?.places ?? []}
                  marks={marksOf(passages)}
                  shown={reading.shown?.excerpt.id}
                  picked={reading.range}
                  root={reading.root}
                  onMark={reading.showExcerpt}
                />
              )}
            </div>
          </article>
          <SourcePanel source={source} passages={passages} recorded={recorded} reading={reading} />
        </main>
        {reading.range && !reading.recording ? <PickBar reading={reading} text={text} /> : null}
      </FocusMode>
    </ArchiveContext.Provider>
  );
}

function SourceBar({ source }: { source: SourceView }) {
  const { slug } = useWorkspace();
  const hash = source.textSha256 ?? source.contentSha256;
  return (
    <FocusBar
      back={
        <Link to="/w/$workspace/sources" params={{ workspace: slug }}>
          {sourceWords.back}
        </Link>
      }
      title={source.number}
      about={[source.publisher, sourceDate(source)].filter(Boolean).join(', ')}
    >
      <span className={classes.legend} role="img" aria-label={sourceWords.legend}>
        <span className={classes.quotation}>{sourceWords.quotation}</span>
        <span className={classes.paraphrase}>{sourceWords.paraphrase}</span>
        <span className={classes.relation}>{sourceWords.relation}</span>
      </span>
      {hash ? (
        <span title={hash}>
          {sourceWords.matchesArchive}{' '}
          <span className={classes.hash}>
            {hash.slice(0, 12)}…{hash.slice(-6)}
          </span>
        </span>
      ) : null}
    </FocusBar>
  );
}

function SourceFacts({ source }: { source: SourceView }) {
  return (
    <p className={classes.facts}>
      {source.url ? (
        <>
          <a href={source.url} rel="noreferrer noopener" target="_blank">
            {sourceWords.details.address}
          </a>{' '}
        </>
      ) : null}
      {source.archiveUrl ? (
        <>
          <a href={source.archiveUrl} rel="noreferrer noopener" target="_blank">
            {sourceWords.details.archive}
          </a>{' '}
        </>
      ) : null}
      {source.captureKind === 'passages' && source.originalLengthUtf16
        ? sourceWords.passagesOnly(source.originalLengthUtf16)
        : null}
    </p>
  );
}
