import type { OrganisationView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { lettersQuery } from '../../client/records.ts';
import { useDraftLetter } from '../../client/recording.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { companyWords } from '../../words/company.ts';
import { dateInWords } from '../../words/dates.ts';
import { letterStateWords } from '../../words/kinds.ts';
import classes from './Company.module.css';

/** What we asked the company and when. Silence stands here, never under Said. */
export function Correspondence({ company, children }: { company: OrganisationView; children: ReactNode }) {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const { data } = useQuery(lettersQuery(workspace.slug));
  const draft = useDraftLetter(workspace.slug);
  const letters = data?.items.filter((letter) => letter.company.id === company.id) ?? [];
  const asked = letters.some(({ state }) => ['sent', 'delivered', 'answered', 'closed'].includes(state));
  const ask = async () => {
    const letter = await draft.mutateAsync({
      companyId: company.id,
      template: 'first-contact',
      profile: null,
      letterDate: null,
    });
    await navigate({
      to: '/w/$workspace/letter/$letterId',
      params: { workspace: workspace.slug, letterId: letter.id },
    });
  };
  return (
    <>
      <div className={classes.strip}>
        <strong>{companyWords.correspondence}</strong>
        {letters.length === 0 ? <span>{companyWords.notAsked}</span> : null}
        {letters.length > 0 && !asked ? <span>{companyWords.draftOnly}</span> : null}
        <span className={classes.letters}>
          {letters.map((letter) => (
            <span key={letter.id}>
              <Link to="/w/$workspace/letter/$letterId" params={{ workspace: workspace.slug, letterId: letter.id }}>
                {letter.number}
              </Link>{' '}
              {companyWords.letterLine(letterStateWords[letter.state], dateInWords(letter.letterDate))}
            </span>
          ))}
        </span>
        {workspace.may('letter.draft') && letters.length === 0 ? (
          <Button look="text" disabled={draft.isPending} onClick={() => void ask().catch(() => undefined)}>
            {draft.isPending ? companyWords.asking : companyWords.ask(company.shortName)}
          </Button>
        ) : null}
        <span className={classes.stripEnd}>{children}</span>
      </div>
      {draft.isError ? (
        <div className={classes.error}>
          <Failure error={draft.error} />
        </div>
      ) : null}
    </>
  );
}
