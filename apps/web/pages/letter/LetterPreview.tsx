import type { LetterView } from '@libs/contracts';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { letterPageAddress } from '../../client/records.ts';
import { useWorkspace } from '../../client/session.ts';
import { Notice } from '../../components/controls/Notice.tsx';
import { Switch } from '../../components/controls/Switch.tsx';
import { letterWords } from '../../words/letter.ts';
import classes from './Letter.module.css';

type View = 'pages' | 'text';

/** The pages as they will be printed, and the same words as text for reading, searching and copying. */
export function LetterPreview({ letter }: { letter: LetterView }) {
  const narrow = useMediaQuery('screen and (max-width: 760px)', undefined, { getInitialValueInEffect: false });
  const [chosen, setChosen] = useState<View | null>(null);
  const view = chosen ?? (narrow || letter.pages === 0 ? 'text' : 'pages');
  return (
    <section className={classes.preview} aria-label={letterWords.preview}>
      <div className={classes.previewHead}>
        <h2>{letterWords.preview}</h2>
        <Switch
          label={letterWords.view}
          value={view}
          options={[
            { value: 'pages', label: letterWords.pages },
            { value: 'text', label: letterWords.text },
          ]}
          onChange={setChosen}
        />
      </div>
      {view === 'text' ? (
        // The server builds this fragment from the letter model and sanitises it; no typed markup reaches it.
        <div className={classes.paper} dangerouslySetInnerHTML={{ __html: letter.html }} />
      ) : null}
      {/* Paper shows the pages whatever the screen shows, so they are here in both views. */}
      <div className={classes.sheets} data-view={view}>
        {Array.from({ length: letter.pages }, (_, index) => (
          <Sheet key={index} letter={letter} page={index + 1} />
        ))}
      </div>
    </section>
  );
}

function Sheet({ letter, page }: { letter: LetterView; page: number }) {
  const { slug } = useWorkspace();
  const [failed, setFailed] = useState(false);
  if (failed) return <Notice title={letterWords.pageFailed(page)} />;
  const name = letterWords.page(page, letter.pages);
  return (
    <figure>
      <img
        className={classes.sheet}
        src={letterPageAddress(slug, letter, page)}
        alt={`${name}. ${letterWords.pageHint}`}
        width={595}
        height={842}
        style={{ height: 'auto' }}
        onError={() => setFailed(true)}
      />
      <figcaption className={classes.sheetNote}>{name}</figcaption>
    </figure>
  );
}
