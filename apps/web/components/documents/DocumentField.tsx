import type { FileReading } from '@libs/contracts';
import { useId, useRef, useState, type DragEvent } from 'react';
import { documentWords as words } from '../../words/documents.ts';
import { classList } from '../class-list.ts';
import { Button } from '../controls/Button.tsx';
import type { DocumentInHand, DocumentState } from './useDocument.ts';
import classes from './Documents.module.css';

const TAKEN = '.txt,.md,.markdown,.html,.htm,.xhtml,.pdf,.docx,.eml';

/**
 * Takes a document: chosen, dropped, or fetched from its address. Says what it is and what was read, or why it cannot be read.
 * @param props.address where the document is known to be
 */
export function DocumentField({ document, address = '' }: { document: DocumentInHand; address?: string }) {
  const { state, take } = document;
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) void take(file);
  };
  return (
    <fieldset
      className={classList(classes.zone, over && classes.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <legend className={classes.legend}>{words.legend}</legend>
      <div role="status" className={classes.status}>
        {state.step === 'busy' ? state.doing : null}
        {state.step === 'read' ? <ReadSummary reading={state.reading} /> : null}
      </div>
      {state.step === 'refused' ? <Refused state={state} document={document} /> : null}
      {state.step === 'none' && state.problem ? (
        <p role="alert" className={classes.problem}>
          {state.problem}
        </p>
      ) : null}
      <FileChoice document={document} />
      <AddressChoice document={document} address={address} />
      {state.step === 'read' && state.reading.kind === 'html' ? <WholePage document={document} /> : null}
    </fieldset>
  );
}

function FileChoice({ document }: { document: DocumentInHand }) {
  const { state, take, putAway } = document;
  const input = useRef<HTMLInputElement>(null);
  if (state.step === 'busy') {
    return (
      <div className={classes.choice}>
        <Button look="quiet" onClick={putAway}>
          {words.cancel}
        </Button>
      </div>
    );
  }
  const has = state.step === 'read' || state.step === 'refused';
  return (
    <div className={classes.choice}>
      <input
        ref={input}
        type="file"
        accept={TAKEN}
        hidden
        aria-label={words.choose}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) void take(file);
          event.target.value = '';
        }}
      />
      <Button onClick={() => input.current?.click()}>{has ? words.another : words.choose}</Button>
      {has ? (
        <Button look="quiet" onClick={putAway}>
          {words.instead}
        </Button>
      ) : (
        <span className={classes.hint}>{words.orDrop}</span>
      )}
    </div>
  );
}

function AddressChoice({ document, address }: { document: DocumentInHand; address: string }) {
  const [typed, setTyped] = useState(address);
  const isBusy = document.state.step === 'busy';
  const id = useId();
  const fetch = () => {
    if (typed.trim() && !isBusy) void document.takeFrom(typed.trim());
  };
  return (
    <div className={classes.address}>
      <label htmlFor={id}>{words.address}</label>
      <input
        id={id}
        inputMode="url"
        readOnly={isBusy}
        aria-describedby={`${id}-hint`}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          fetch();
        }}
      />
      <Button disabled={!typed.trim() || isBusy} onClick={fetch}>
        {words.fetch}
      </Button>
      <span id={`${id}-hint`} className={classes.hint}>
        {words.addressHint}
      </span>
    </div>
  );
}

function ReadSummary({ reading }: { reading: FileReading }) {
  const { file, kind, places, text, notes, said, attachments } = reading;
  const facts = [
    words.kinds[kind],
    words.size(file.sizeBytes),
    ...(kind === 'pdf' ? [words.pages(places.length)] : []),
    words.characters(text.length),
  ];
  const claims = [said.title, said.author && words.author(said.author), said.publisher, said.publishedOn];
  const told = claims.filter(Boolean).join(' · ');
  return (
    <>
      <strong className={classes.name}>{file.name}</strong>
      <span>{facts.join(', ')}</span>
      {told ? (
        <span className={classes.hint}>
          {words.says}: {told}
        </span>
      ) : null}
      {attachments.length > 0 ? (
        <span className={classes.hint}>{words.attachments(attachments.map(({ name }) => name))}</span>
      ) : null}
      {notes.map((note) => (
        <span key={note.code} className={classes.problem}>
          {note.message}
        </span>
      ))}
    </>
  );
}

function Refused({ state, document }: { state: DocumentState & { step: 'refused' }; document: DocumentInHand }) {
  const [encoding, setEncoding] = useState('');
  const id = useId();
  return (
    <div className={classes.refused}>
      <p role="alert" className={classes.problem}>
        <span>
          <strong>{state.name}</strong>: {state.problem}
        </span>
      </p>
      {state.asksEncoding ? (
        <div className={classes.encoding}>
          <label htmlFor={id}>{words.encoding}</label>
          <span id={`${id}-hint`} className={classes.hint}>
            {words.encodingHint}
          </span>
          <input
            id={id}
            aria-describedby={`${id}-hint`}
            value={encoding}
            autoComplete="off"
            onChange={(event) => setEncoding(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              if (encoding.trim()) void document.readAgain({ encoding: encoding.trim() });
            }}
          />
          <Button disabled={!encoding.trim()} onClick={() => void document.readAgain({ encoding: encoding.trim() })}>
            {words.readAgain}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function WholePage({ document }: { document: DocumentInHand }) {
  return (
    <label className={classes.whole}>
      <input
        type="checkbox"
        checked={document.how.whole}
        onChange={(event) => void document.readAgain({ whole: event.target.checked })}
      />
      {words.whole}
    </label>
  );
}

/** The text that will be stored, to be read and not to be typed into. */
export function TextPreview({ text, language }: { text: string; language: string }) {
  const id = useId();
  return (
    <div className={classes.preview}>
      <h2 id={id}>{words.preview}</h2>
      <p className={classes.hint}>{words.previewHint}</p>
      <div className={classes.text} tabIndex={0} role="region" aria-labelledby={id} lang={language || undefined}>
        {text}
      </div>
    </div>
  );
}
