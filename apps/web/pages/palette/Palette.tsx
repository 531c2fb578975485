import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { searchQuery } from '../../client/records.ts';
import { useWorkspace } from '../../client/session.ts';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { KeyCap } from '../../components/marks/Marks.tsx';
import { hitGroupWords, searchWords } from '../../words/search.ts';
import { PaletteHit } from './PaletteHit.tsx';
import { usePaletteEntries, type Scope } from './usePaletteEntries.ts';
import classes from './Palette.module.css';

const scopes: Scope[] = ['all', 'organisation', 'claim', 'finding', 'source', 'letter'];

/** Search by words or number through the chain. Up and down move, Enter opens, Tab narrows. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { slug } = useWorkspace();
  const [typed, setTyped] = useState('');
  const [scope, setScope] = useState<Scope>('all');
  const [at, setAt] = useState(0);
  const [words] = useDebouncedValue(typed.trim(), 120);
  const { data, error, isFetching } = useQuery(searchQuery(slug, words));
  const groups = usePaletteEntries(data, typed.trim() && words, scope, onClose);
  const entries = groups.flatMap((group) => group.entries);
  const hits = entries.filter(({ hit }) => hit).length;
  const current = entries[Math.min(at, entries.length - 1)];

  useEffect(() => setAt(0), [words, scope]);
  useEffect(() => {
    document.getElementById(`hit-${current?.key}`)?.scrollIntoView({ block: 'nearest' });
  }, [current?.key]);

  const answer = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const by = event.key === 'ArrowDown' ? 1 : -1;
      setAt((now) => Math.max(0, Math.min(entries.length - 1, now + by)));
    } else if (event.key === 'Tab') {
      const by = event.shiftKey ? -1 : 1;
      setScope((now) => scopes[(scopes.indexOf(now) + by + scopes.length) % scopes.length] as Scope);
    } else if (event.key === 'Enter' && current) {
      current.open();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <Dialog title={searchWords.title} width={760} bare onClose={onClose}>
      <input
        className={classes.input}
        role="combobox"
        aria-expanded={entries.length > 0}
        aria-controls="palette-results"
        aria-activedescendant={current ? `hit-${current.key}` : undefined}
        aria-label={searchWords.placeholder}
        placeholder={searchWords.placeholder}
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={answer}
      />
      <div className={classes.scopes} role="group" aria-label={searchWords.scopes}>
        {scopes.map((option) => (
          <button
            key={option}
            type="button"
            tabIndex={-1}
            aria-pressed={scope === option}
            onClick={() => setScope(option)}
          >
            {option === 'all' ? searchWords.all : hitGroupWords[option].split(',')[0]}
          </button>
        ))}
      </div>
      {error && words ? <p className={classes.message}>{searchWords.failed}</p> : null}
      {words && !isFetching && hits === 0 && !error ? (
        <div className={classes.message}>
          {searchWords.none(words)}
          <p>{searchWords.noneHint}</p>
        </div>
      ) : null}
      <div id="palette-results" className={classes.results} role="listbox" aria-label={searchWords.title}>
        {groups.map((group) => (
          <div key={group.key} role="group" aria-labelledby={`group-${group.key}`}>
            <div id={`group-${group.key}`} className={classes.group}>
              {group.title}
            </div>
            {group.entries.map((entry) => (
              <PaletteHit
                key={entry.key}
                entry={entry}
                selected={entry === current}
                onPoint={() => setAt(entries.indexOf(entry))}
              />
            ))}
            {group.more > 0 ? <div className={classes.more}>{searchWords.more(group.more, group.title)}</div> : null}
          </div>
        ))}
      </div>
      <PaletteFoot count={words ? hits : null} />
    </Dialog>
  );
}

const PaletteFoot = ({ count }: { count: number | null }) => (
  <div className={classes.foot}>
    <span>
      <KeyCap>↑</KeyCap>
      <KeyCap>↓</KeyCap> {searchWords.move}
    </span>
    <span>
      <KeyCap>↵</KeyCap> {searchWords.open}
    </span>
    <span>
      <KeyCap>Tab</KeyCap> {searchWords.nextScope}
    </span>
    <span>
      <KeyCap>Esc</KeyCap> {searchWords.close}
    </span>
    <span className={classes.count} role="status">
      {count === null ? null : searchWords.results(count)}
    </span>
  </div>
);
