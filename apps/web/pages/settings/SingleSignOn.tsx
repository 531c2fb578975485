import { SetSingleSignOn, SIGN_ON_ROLES, type SingleSignOnView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWorkspace } from '../../client/session.ts';
import { singleSignOnQuery, useRemoveSingleSignOn, useSetSingleSignOn } from '../../client/single-sign-on.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { Loading } from '../../components/controls/Loading.tsx';
import { SelectField, TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { useFields } from '../../components/forms/useFields.ts';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { Section } from '../../components/shell/Section.tsx';
import { roleWords } from '../../words/people.ts';
import { singleSignOnWords } from '../../words/single-sign-on.ts';
import classes from './Settings.module.css';

/** Whether and how members come in through their organisation. */
export function SingleSignOn() {
  const { slug } = useWorkspace();
  const { data, error, refetch } = useQuery(singleSignOnQuery(slug));
  const remove = useRemoveSingleSignOn(slug);
  const [changing, setChanging] = useState(false);
  const change = data ? (
    <Button onClick={() => setChanging(true)}>
      {data.set ? singleSignOnWords.changeSet : singleSignOnWords.change}
    </Button>
  ) : null;
  return (
    <Section title={singleSignOnWords.title} hint={singleSignOnWords.hint} acts={change}>
      {error && !data ? (
        <Failure error={error} what={singleSignOnWords.what} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading what={singleSignOnWords.what} lines={1} />
      ) : data.set ? (
        <>
          <p className={classes.address}>{singleSignOnWords.isSet(data.set.issuer)}</p>
          <div className={classes.furtherActs}>
            <Button disabled={remove.isPending} onClick={() => remove.mutate()}>
              {singleSignOnWords.remove}
            </Button>
          </div>
        </>
      ) : (
        <p>{singleSignOnWords.isNotSet}</p>
      )}
      {remove.error ? <Failure error={remove.error} /> : null}
      {changing && data ? <SignOnDialog view={data} onClose={() => setChanging(false)} /> : null}
    </Section>
  );
}

function SignOnDialog({ view, onClose }: { view: SingleSignOnView; onClose: () => void }) {
  const { slug } = useWorkspace();
  const save = useSetSingleSignOn(slug);
  const { values, set } = useFields({
    issuer: view.set?.issuer ?? '',
    clientId: view.set?.clientId ?? '',
    clientSecret: '',
    domains: view.set?.domains.join(', ') ?? '',
    role: String(view.set?.role ?? 'viewer'),
  });
  const domains = values.domains.split(',').flatMap((domain) => domain.trim() || []);
  const body = { ...values, domains };
  const submit = async () => {
    await save.mutateAsync(SetSingleSignOn.parse(body));
    onClose();
  };
  const roles = SIGN_ON_ROLES.map((value) => ({ value, label: roleWords[value].name }));
  const words = singleSignOnWords;
  return (
    <Dialog title={words.title} width={480} onClose={onClose}>
      <Form schema={SetSingleSignOn} body={body} submitLabel={words.save} onSubmit={submit} onCancel={onClose}>
        <p className={classes.quiet}>{words.redirect(view.redirectAddress)}</p>
        <TextField
          path="issuer"
          label={words.issuer}
          hint={words.issuerHint}
          type="url"
          value={values.issuer}
          onChange={set('issuer')}
        />
        <TextField path="clientId" label={words.clientId} value={values.clientId} onChange={set('clientId')} />
        <TextField
          path="clientSecret"
          label={words.clientSecret}
          hint={words.secretHint}
          type="password"
          value={values.clientSecret}
          onChange={set('clientSecret')}
        />
        <TextField
          path="domains"
          label={words.domains}
          hint={words.domainsHint}
          value={values.domains}
          onChange={set('domains')}
        />
        <SelectField path="role" label={words.role} value={values.role} options={roles} onChange={set('role')} />
      </Form>
    </Dialog>
  );
}
