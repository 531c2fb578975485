import { MOST_FILE_BYTES, type FileReading, type FileView, type ReadFile } from '@libs/contracts';
import { useEffect, useRef, useState } from 'react';
import { fetchFile, readFile, uploadFile } from '../../client/documents.ts';
import { RequestRefused } from '../../client/request.ts';
import { documentWords as words } from '../../words/documents.ts';
import { problemsOfRefusal } from '../forms/problems.ts';

/** Where a document stands on its way from a file on somebody's desk to a text. */
export type DocumentState =
  | { step: 'none'; problem: string | null }
  | { step: 'busy'; doing: string }
  | { step: 'refused'; name: string; problem: string; fileId: string | null; asksEncoding: boolean }
  | { step: 'read'; reading: FileReading };

export interface DocumentInHand {
  state: DocumentState;
  /** How it was read last: recording it reads it in the same way. */
  how: ReadFile;
  take: (file: File) => Promise<void>;
  /** Has the server fetch a document from its address. */
  takeFrom: (address: string) => Promise<void>;
  readAgain: (how: Partial<ReadFile>) => Promise<void>;
  putAway: () => void;
}

const AS_IT_IS: ReadFile = { encoding: null, whole: false };

/** A file that is sent and read. A later file takes the place of one that is still on its way. */
export function useDocument(workspace: string, onRead: (reading: FileReading) => void): DocumentInHand {
  const [state, setState] = useState<DocumentState>({ step: 'none', problem: null });
  const [how, setHow] = useState<ReadFile>(AS_IT_IS);
  const turn = useRef(0);
  // What was typed while the file was on its way counts as well.
  const told = useRef(onRead);
  useEffect(() => {
    told.current = onRead;
  });

  const open = async (fileId: string, name: string, next: ReadFile, mine: number) => {
    setState({ step: 'busy', doing: words.reading(name) });
    setHow(next);
    try {
      const reading = await readFile(workspace, fileId, next);
      if (mine !== turn.current) return;
      setState({ step: 'read', reading });
      told.current(reading);
    } catch (error) {
      if (mine === turn.current) setState(refusedAs(error, name, fileId));
    }
  };

  const bring = async (name: string, doing: string, send: () => Promise<FileView>) => {
    const mine = (turn.current += 1);
    setState({ step: 'busy', doing });
    try {
      const file = await send();
      if (mine === turn.current) await open(file.id, file.name, AS_IT_IS, mine);
    } catch (error) {
      if (mine === turn.current) setState(refusedAs(error, name, null));
    }
  };

  return {
    state,
    how,
    take: async (file) => {
      if (file.size > MOST_FILE_BYTES) {
        turn.current += 1;
        return setState({ step: 'none', problem: words.tooLarge(file.name) });
      }
      return bring(file.name, words.sending(file.name), () => uploadFile(workspace, file));
    },
    takeFrom: (address) => bring(address, words.fetching(address), () => fetchFile(workspace, address)),
    readAgain: async (change) => {
      const mine = (turn.current += 1);
      const fileId = state.step === 'read' ? state.reading.file.id : state.step === 'refused' ? state.fileId : null;
      const name = state.step === 'read' ? state.reading.file.name : state.step === 'refused' ? state.name : '';
      if (fileId) await open(fileId, name, { ...how, ...change }, mine);
    },
    putAway: () => {
      turn.current += 1;
      setHow(AS_IT_IS);
      setState({ step: 'none', problem: null });
    },
  };
}

function refusedAs(error: unknown, name: string, fileId: string | null): DocumentState {
  const problems = problemsOfRefusal(error);
  const asksEncoding = error instanceof RequestRefused && (problems[0]?.path ?? '') === 'encoding';
  const problem = problems.map(({ message }) => message).join(' ');
  return { step: 'refused', name, problem, fileId, asksEncoding };
}
