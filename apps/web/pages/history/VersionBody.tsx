import { fieldInWords, historyWords as words, isEmpty, shownFields, valueInWords } from '../../words/history.ts';
import { changesOf, type KeptVersion } from './history-model.ts';
import classes from './History.module.css';

interface VersionBodyProps {
  shown: KeptVersion;
  versions: readonly KeptVersion[];
  nameOf: (id: string) => string | undefined;
}

/** What one version changed, and the whole record as it stood then. */
export function VersionBody({ shown, versions, nameOf }: VersionBodyProps) {
  const changes = changesOf(versions, shown);
  const fields = shownFields(shown.snapshot);
  const empty = fields.filter((field) => isEmpty(shown.snapshot[field]));
  const recorded = fields.filter((field) => !empty.includes(field));
  return (
    <>
      <h2 className={classes.head}>{words.version(shown.version)}</h2>
      {shown.reason ? <p className={classes.reason}>{words.reason(shown.reason)}</p> : null}
      <p className={classes.note}>
        {changes === null ? words.first : changes.length === 0 ? words.same : words.changed(changes.length)}
      </p>
      {changes && changes.length > 0 ? (
        <dl className={classes.fields} aria-label={words.changes}>
          {changes.map(({ field, before, after }) => (
            <div key={field}>
              <dt>{fieldInWords(field)}</dt>
              <dd>
                <del>
                  <span className="visually-hidden">{words.before}</span>
                  {valueInWords(before, nameOf)}
                </del>
                <ins>
                  <span className="visually-hidden">{words.after}</span>
                  {valueInWords(after, nameOf)}
                </ins>
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      <h3 className={classes.head}>{words.all}</h3>
      <dl className={classes.fields} aria-label={words.all}>
        {recorded.map((field) => (
          <div key={field}>
            <dt>{fieldInWords(field)}</dt>
            <dd>{valueInWords(shown.snapshot[field], nameOf)}</dd>
          </div>
        ))}
        {empty.length > 0 ? (
          <div>
            <dt>{words.notRecorded}</dt>
            <dd className={classes.note}>{empty.map(fieldInWords).join(', ')}</dd>
          </div>
        ) : null}
      </dl>
    </>
  );
}
