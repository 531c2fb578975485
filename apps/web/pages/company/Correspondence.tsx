import type { AssessmentView, ComparisonView, LetterProfileView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { letterProfilesQuery, lettersQuery } from '../../client/records.ts';
import { useDraftLetter } from '../../client/recording.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { companyWords } from '../../words/company.ts';
import { dateInWords } from '../../words/dates.ts';
import { letterStateWords } from '../../words/kinds.ts';
import { requestLine, whyNoLetter } from './correspondence-model.ts';
import classes from './Company.module.css';

const wasSent = ['sent', 'delivered', 'answered', 'closed'];

/** What was asked and when, by letter or as a reading records it. Silence stands here, never under Said. */
export function Correspondence({ view, children }: { view: ComparisonView; children: ReactNode }) {
  const { slug } = useWorkspace();
  const { company } = view;
  const { data } = useQuery(lettersQuery(slug));
  const letters = data?.items.filter((letter) => letter.company.id === company.id) ?? [];
  const requests = view.assessments.filter(isRequest);
  const sent = letters.some(({ state }) => wasSent.includes(state));
  const askedNever = data && requests.length === 0 && !sent;
  return (
    <>
      <div className={classes.strip}>
        <strong>{companyWords.correspondence}</strong>
        {askedNever ? <span>{letters.length > 0 ? companyWords.draftOnly : companyWords.notAsked}</span> : null}
        <span className={classes.letters}>
          {requests.map((assessment) => (
            <span key={assessment.id} title={assessment.askedWhat ?? undefined}>
              {requestLine(assessment)}
            </span>
          ))}
          {letters.map((letter) => (
            <span key={letter.id}>
              <Link to="/w/$workspace/letter/$letterId" params={{ workspace: slug, letterId: letter.id }}>
                {letter.number}
              </Link>{' '}
              {companyWords.letterLine(letterStateWords[letter.state], dateInWords(letter.letterDate))}
            </span>
          ))}
        </span>
        <span className={classes.stripEnd}>{children}</span>
      </div>
      {data && letters.length === 0 ? <Ask view={view} /> : null}
    </>
  );
}

const isRequest = (assessment: AssessmentView) =>
  assessment.askedOn !== null && !['superseded', 'withdrawn'].includes(assessment.status);

/** The way to a first letter, or in one sentence why there is none. */
function Ask({ view }: { view: ComparisonView }) {
  const workspace = useWorkspace();
  const { data } = useQuery({ ...letterProfilesQuery(workspace.slug), enabled: workspace.may('letter.draft') });
  if (!data || !workspace.may('letter.draft')) return null;
  const reason = whyNoLetter(view, data.items as readonly LetterProfileView[]);
  return reason ? <p className={classes.hint}>{reason}</p> : <AskButton view={view} />;
}

function AskButton({ view: { company } }: { view: ComparisonView }) {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const draft = useDraftLetter(slug);
  const ask = async () => {
    const letter = await draft.mutateAsync({
      companyId: company.id,
      template: 'first-contact',
      profile: null,
      letterDate: null,
    });
    await navigate({ to: '/w/$workspace/letter/$letterId', params: { workspace: slug, letterId: letter.id } });
  };
  return (
    <>
      <Button look="text" disabled={draft.isPending} onClick={() => void ask().catch(() => undefined)}>
        {draft.isPending ? companyWords.asking : companyWords.ask(company.shortName)}
      </Button>
      {draft.isError ? (
        <div className={classes.error}>
          <Failure error={draft.error} />
        </div>
      ) : null}
    </>
  );
}
