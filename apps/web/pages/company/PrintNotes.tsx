import type { SourceView } from '@libs/contracts';
import { sourceDate } from '../../components/evidence/ArchivedPassage.tsx';
import { companyWords } from '../../words/company.ts';
import { dateInWords } from '../../words/dates.ts';
import classes from './Company.module.css';

/** On paper a list of sources replaces the links: outlet, title, date, archive number, hash. */
export function PrintNotes({ sources }: { sources: SourceView[] }) {
  return (
    <footer className={classes.printNotes} aria-hidden="true">
      <ol>
        {sources.map((source) => (
          <li key={source.id}>
            {source.publisher}, “{source.title}”, {sourceDate(source)}.{' '}
            {companyWords.archivedCopy(source.number, source.textSha256 ?? '')}
          </li>
        ))}
        <li>{companyWords.printed(dateInWords(new Date().toISOString()))}</li>
      </ol>
    </footer>
  );
}
