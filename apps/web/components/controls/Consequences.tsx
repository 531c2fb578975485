import classes from './Dialog.module.css';

/** What an act that cannot be undone does, a sentence each, before it is done. */
export function Consequences({ sentences }: { sentences: readonly string[] }) {
  return (
    <ul className={classes.consequences}>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
