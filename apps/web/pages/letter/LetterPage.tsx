import type { LetterView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { audiencesQuery } from '../../client/audiences.ts';
import { useDraftLetter } from '../../client/recording.ts';
import { letterFileAddress, letterQuery } from '../../client/records.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button, buttonClasses } from '../../components/controls/Button.tsx';
import { Loading } from '../../components/controls/Loading.tsx';
import { RecordAudience } from '../../components/forms/MoveDialog.tsx';
import { SampleMark } from '../../components/marks/Marks.tsx';
import { FocusBar, FocusMode } from '../../components/shell/FocusBar.tsx';
import { usePageTitle } from '../../components/shell/Page.tsx';
import pageClasses from '../../components/shell/Page.module.css';
import { PageFailure } from '../../components/shell/PageFailure.tsx';
import { dateInWords } from '../../words/dates.ts';
import { letterStateWords } from '../../words/kinds.ts';
import { letterWords } from '../../words/letter.ts';
import { LetterChecks } from './LetterChecks.tsx';
import { LetterOutline } from './LetterOutline.tsx';
import { LetterPreview } from './LetterPreview.tsx';
import classes from './Letter.module.css';

const formats = ['pdf', 'docx', 'html', 'txt'] as const;

export function LetterPage() {
  const { slug } = useWorkspace();
  const { letterId } = useParams({ from: '/w/$workspace/letter/$letterId' });
  const { data, error, refetch } = useQuery(letterQuery(slug, letterId));
  usePageTitle(data ? `${data.number} ${data.subject}` : undefined);
  if (data) return <Letter letter={data} />;
  if (error) return <PageFailure error={error} what={letterWords.what} reset={() => void refetch()} />;
  return (
    <div className={pageClasses.page}>
      <Loading what={letterWords.what} lines={10} />
    </div>
  );
}

function Letter({ letter }: { letter: LetterView }) {
  const { slug } = useWorkspace();
  return (
    <FocusMode>
      <FocusBar
        back={
          <Link to="/w/$workspace/letters" params={{ workspace: slug }}>
            {letterWords.back}
          </Link>
        }
        title={letter.number}
        about={
          <>
            {letterWords.about(letter.subject, letterStateWords[letter.state], dateInWords(letter.letterDate))}{' '}
            {letter.sample ? <SampleMark /> : null}
          </>
        }
      >
        <DraftAgain letter={letter} />
        <Downloads letter={letter} />
      </FocusBar>
      {letter.withdrawnReason ? <p className={classes.strip}>{letterWords.withdrawn(letter.withdrawnReason)}</p> : null}
      {letter.stale ? (
        <p className={classes.strip} role="status">
          {letterWords.stale}
        </p>
      ) : null}
      {letter.blocking > 0 ? (
        <p className={classes.strip} role="status">
          {letterWords.heldBack(letter.blocking)}
        </p>
      ) : null}
      <LetterReaders letter={letter} />
      <main className={classes.columns}>
        <LetterOutline letter={letter} />
        <LetterPreview letter={letter} />
        <LetterChecks checks={letter.checks} />
      </main>
    </FocusMode>
  );
}

/** Whom the letter is for, and the way to other readers, where there are several audiences. */
function LetterReaders({ letter }: { letter: LetterView }) {
  const { slug } = useWorkspace();
  const { data } = useQuery(audiencesQuery(slug));
  if ((data?.items.filter(({ isMember }) => isMember).length ?? 0) < 2) return null;
  return (
    <div className={classes.strip}>
      <RecordAudience kind="letter" record={letter} />
    </div>
  );
}

/** A new draft from the record as it stands now, under a new number; this one stays as it is. */
function DraftAgain({ letter }: { letter: LetterView }) {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const draft = useDraftLetter(workspace.slug);
  if (letter.state !== 'draft' || !workspace.may('letter.draft')) return null;
  const again = async () => {
    const next = await draft.mutateAsync({
      companyId: letter.company.id,
      template: 'first-contact',
      profile: letter.profile,
      letterDate: null,
      findingIds: letter.findingIds,
      audienceId: letter.audienceId,
    });
    await navigate({ to: '/w/$workspace/letter/$letterId', params: { workspace: workspace.slug, letterId: next.id } });
  };
  return (
    <>
      {draft.error ? <span role="alert">{draft.error.message}</span> : null}
      <Button disabled={draft.isPending} onClick={() => void again().catch(() => undefined)}>
        {draft.isPending ? letterWords.drafting : letterWords.draftAgain}
      </Button>
    </>
  );
}

/** Four files of one letter. While a check blocks there is nothing to take away, and the bar says so. */
function Downloads({ letter }: { letter: LetterView }) {
  const { slug } = useWorkspace();
  if (letter.blocking > 0) {
    return (
      <>
        <span>{letterWords.held}</span>
        {formats.map((format) => (
          <Button key={format} disabled>
            {letterWords.formats[format]}
          </Button>
        ))}
      </>
    );
  }
  return (
    <>
      {formats.map((format) => (
        <a
          key={format}
          className={format === 'pdf' ? buttonClasses.primary : buttonClasses.outlined}
          href={letterFileAddress(slug, letter.id, format)}
          download
        >
          {letterWords.formats[format]}
        </a>
      ))}
    </>
  );
}
