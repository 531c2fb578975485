import type { ExcerptView, SourceView } from '@libs/contracts';
import { useEffect, useRef, useState } from 'react';
import { recordExcerpt } from '../../client/recording.ts';
import { queryClient } from '../../client/query-client.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Switch } from '../../components/controls/Switch.tsx';
import { Quotation } from '../../components/evidence/Quotation.tsx';
import { wordsFromArchive } from '../../components/evidence/archived-words.ts';
import { mayLeave, useUnsaved } from '../../components/forms/unsaved.ts';
import type { KeptFields } from '../../components/forms/useFields.ts';
import { useLayer } from '../../components/keyboard/keyboard.ts';
import { sourceWords } from '../../words/source.ts';
import { ClaimForm } from './ClaimForm.tsx';
import { FindingForm } from './FindingForm.tsx';
import type { TextRange } from './pick-range.ts';
import type { Recorded } from './source-model.ts';
import { StatementForm } from './StatementForm.tsx';
import { StoreExcerpt } from './StoreExcerpt.tsx';
import classes from './Source.module.css';

export interface RecordFormProps {
  source: SourceView;
  range: TextRange;
  recorded: Recorded;
  /** Records the picked words as an excerpt, or finds the one that holds exactly them. */
  excerptId: (audienceId?: string) => Promise<string>;
  /** What was typed into the form of each kind: changing the kind and back loses nothing. */
  kept: KeptFields;
  onRecorded: (number: string) => void;
  onLeave: () => void;
}

type RecordKind = 'statement' | 'claim' | 'finding';

type RecordPanelProps = Omit<RecordFormProps, 'excerptId' | 'kept'>;

/** The picked words on top, cut from the captured text; below, what they are. */
export function RecordPanel(props: RecordPanelProps) {
  const { source, range, recorded, onLeave } = props;
  const workspace = useWorkspace();
  const kinds = (['statement', 'claim', 'finding'] as const).filter((kind) => workspace.may(`${kind}.record`));
  const [kind, setKind] = useState<RecordKind>(() => kindFor(range, recorded));
  const body = useRef<HTMLDivElement>(null);
  const { kept, typed } = useKept();
  useUnsaved(body, typed);
  const leave = () => void mayLeave(body.current).then((may) => (may ? onLeave() : undefined));
  useLayer(true, leave, false);
  useEffect(() => {
    body.current?.querySelector<HTMLElement>('form input, form select, form textarea, [data-first]')?.focus();
  }, []);
  const excerptId = useExcerptOnce(source, range, recorded.excerpts);
  const text = source.capturedText ?? '';
  const place = { startUtf16: range.start, endUtf16: range.end, exact: text.slice(range.start, range.end) };
  const shared = { ...props, excerptId: (audienceId?: string) => excerptId(audienceId).then(({ id }) => id), kept };
  return (
    <>
      <div className={classes.panelHead}>
        <h2>{sourceWords.recordFrom}</h2>
        <Button look="quiet" onClick={leave}>
          {sourceWords.close}
        </Button>
      </div>
      <div ref={body} className={`${classes.panelBody} ${classes.form}`}>
        <div className={classes.chosen}>
          <Quotation words={wordsFromArchive(text, place)} form="reported" language={source.language} large />
          <small>{sourceWords.characters(range.start, range.end)}</small>
        </div>
        {kinds.length === 0 ? (
          <StoreExcerpt store={() => excerptId()} onStored={props.onRecorded} onLeave={onLeave} />
        ) : (
          <div className={classes.kinds}>
            <Switch
              label={sourceWords.whatItIs}
              value={kind}
              options={kinds.map((value) => ({ value, label: sourceWords[value] }))}
              onChange={setKind}
            />
          </div>
        )}
        {kinds.includes('statement') && kind === 'statement' ? <StatementForm {...shared} /> : null}
        {kinds.includes('claim') && kind === 'claim' ? <ClaimForm {...shared} /> : null}
        {kinds.includes('finding') && kind === 'finding' ? <FindingForm {...shared} /> : null}
      </div>
    </>
  );
}

export const liesWithin = (range: TextRange, excerpt: ExcerptView) =>
  excerpt.startUtf16 <= range.start && excerpt.endUtf16 >= range.end;

/** Words inside a recorded statement are most likely a claim; others most likely a statement. */
const kindFor = (range: TextRange, { statements }: Recorded): RecordKind =>
  statements.some(({ excerpt }) => liesWithin(range, excerpt)) ? 'claim' : 'statement';

function useKept() {
  const forms = useRef(new Map<string, object>());
  const [typed, setTyped] = useState(false);
  const [kept] = useState<KeptFields>(() => ({
    of: (form) => forms.current.get(form),
    keep: (form, values) => {
      forms.current.set(form, values);
      setTyped(true);
    },
  }));
  return { kept, typed };
}

/** A second try after a refusal uses the excerpt that the first one stored. */
function useExcerptOnce(source: SourceView, range: TextRange, excerpts: ExcerptView[]) {
  const { slug } = useWorkspace();
  const stored = useRef<{ excerpt: ExcerptView; range: TextRange } | null>(null);
  return async (audienceId?: string): Promise<ExcerptView> => {
    const same = excerpts.find((excerpt) => excerpt.startUtf16 === range.start && excerpt.endUtf16 === range.end);
    if (same) return same;
    if (stored.current?.range === range) return stored.current.excerpt;
    const exact = (source.capturedText ?? '').slice(range.start, range.end);
    const excerpt = await recordExcerpt(slug, source.id, {
      startUtf16: range.start,
      endUtf16: range.end,
      exact,
      audienceId,
    });
    stored.current = { excerpt, range };
    void queryClient.invalidateQueries({ queryKey: [slug, 'excerpts', source.id] });
    return excerpt;
  };
}
