import type { AssessmentView, ComparisonView, LetterProfileView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { letterProfilesQuery, lettersQuery } from '../../client/records.ts';
import { useDraftLetter } from '../../client/recording.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { companyWords } from '../../words/company.ts';
import { dateInWords } from '../../words/dates.ts';
import { letterStateWords } from '../../words/kinds.ts';
import { ChooseFindings } from './ChooseFindings.tsx';
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
      {data ? (
        <div className="no-print">
          <Ask view={view} isFirst={letters.length === 0} />
        </div>
      ) : null}
    </>
  );
}

const isRequest = (assessment: AssessmentView) =>
  assessment.askedOn !== null && !['superseded', 'withdrawn'].includes(assessment.status);

interface AskProps {
  view: ComparisonView;
  isFirst: boolean;
}

/** The way to a letter about all that is reported or about some of it, or in one sentence why there is none. */
function Ask({ view, isFirst }: AskProps) {
  const workspace = useWorkspace();
  const { data } = useQuery({ ...letterProfilesQuery(workspace.slug), enabled: workspace.may('letter.draft') });
  if (!data || !workspace.may('letter.draft')) return null;
  const reason = whyNoLetter(view, data.items as readonly LetterProfileView[]);
  if (reason) return isFirst ? <p className={classes.hint}>{reason}</p> : null;
  return <AskButtons view={view} isFirst={isFirst} />;
}

function AskButtons({ view: { company, findings }, isFirst }: AskProps) {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const draft = useDraftLetter(slug);
  const [choosing, setChoosing] = useState(false);
  const ask = async (findingIds: string[] | null) => {
    setChoosing(false);
    const letter = await draft.mutateAsync({
      companyId: company.id,
      template: 'first-contact',
      profile: null,
      letterDate: null,
      findingIds,
    });
    await navigate({ to: '/w/$workspace/letter/$letterId', params: { workspace: slug, letterId: letter.id } });
  };
  return (
    <div className="no-print">
      <div className={classes.asking}>
        {isFirst ? (
          <Button look="text" disabled={draft.isPending} onClick={() => void ask(null).catch(() => undefined)}>
            {draft.isPending ? companyWords.asking : companyWords.ask(company.shortName)}
          </Button>
        ) : null}
        {findings.length > 1 ? (
          <Button look="text" disabled={draft.isPending} onClick={() => setChoosing(true)}>
            {companyWords.chooseFindings}
          </Button>
        ) : null}
      </div>
      {choosing ? (
        <ChooseFindings
          findings={findings}
          onClose={() => setChoosing(false)}
          onChoose={(ids) => void ask(ids).catch(() => undefined)}
        />
      ) : null}
      {draft.isError ? (
        <div className={classes.error}>
          <Failure error={draft.error} />
        </div>
      ) : null}
    </div>
  );
}
