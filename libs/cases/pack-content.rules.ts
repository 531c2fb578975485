import { createHash } from 'node:crypto';
import type { CasePack } from '@libs/contracts';
import {
  findPassage,
  PASSAGE_SEPARATOR,
  refuseOffsets,
  refuseTextAsCapture,
  type Passage,
} from '@libs/domain/anchoring';
import type { InputProblem } from '@libs/platform/errors';
import { calendarProblems, dateProblems } from '@libs/sources';

type PackSource = CasePack['sources'][number];
type Problems = (InputProblem | false)[];

export interface PackCapture {
  text: string;
  passages: Passage[];
}

/** The captured text of a source of a pack, with its passages; null for a stub. */
export function captureOf(source: PackSource): PackCapture | null {
  if (source.passages === null)
    return source.capturedText === null ? null : { text: source.capturedText, passages: [] };
  let start = 0;
  const passages = source.passages.map(({ text, originalStartUtf16 }, index) => {
    const passage = { ordinal: index + 1, start, end: start + text.length, originalStart: originalStartUtf16 };
    start = passage.end + PASSAGE_SEPARATOR.length;
    return passage;
  });
  return { text: source.passages.map(({ text }) => text).join(PASSAGE_SEPARATOR), passages };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function problem(path: string, code: string, message: string): InputProblem {
  return { path, code, message };
}

function kindProblems(source: PackSource, path: string): Problems {
  const { captureKind, passages, capturedText, licence } = source;
  return [
    captureKind !== 'passages' &&
      passages !== null &&
      problem(`${path}.passages`, 'not_of_this_kind', 'only a passages capture holds passages'),
    captureKind === 'passages' &&
      (passages ?? []).length === 0 &&
      problem(`${path}.passages`, 'passages_missing', 'a passages capture holds at least one passage'),
    captureKind !== 'full' &&
      capturedText !== null &&
      problem(`${path}.capturedText`, 'not_of_this_kind', 'only a full capture holds a captured text'),
    captureKind === 'full' &&
      (capturedText ?? '') === '' &&
      problem(`${path}.capturedText`, 'text_missing', 'a full capture holds the captured text'),
    captureKind === 'full' &&
      licence === null &&
      problem(
        `${path}.licence`,
        'licence_missing',
        'a full text needs a licence that permits it; give passages instead',
      ),
  ];
}

function hashProblems(source: PackSource, capture: PackCapture | null, path: string): Problems {
  const { contentSha256 } = source;
  if (capture === null) {
    return [
      contentSha256 !== null && problem(`${path}.contentSha256`, 'hash_without_text', 'there is no text to hash'),
    ];
  }
  const refused = refuseTextAsCapture(capture.text);
  const hash = sha256(capture.text);
  const field = source.passages === null ? 'capturedText' : 'passages';
  return [
    refused !== undefined && problem(`${path}.${field}`, refused.code, refused.message),
    contentSha256 !== hash &&
      problem(`${path}.contentSha256`, 'hash_differs', `the SHA-256 of the captured text is ${hash}`),
  ];
}

function passageProblems(source: PackSource, path: string): Problems {
  if (source.passages === null) return [];
  const length = source.originalLengthUtf16;
  let previousEnd = 0;
  const places = source.passages.map(({ text, originalStartUtf16: start }, index): InputProblem | false => {
    const at = `${path}.passages.${index}.originalStartUtf16`;
    const overlaps = start < previousEnd;
    previousEnd = start + text.length;
    if (overlaps) return problem(at, 'passage_out_of_order', 'it begins before the passage above it ends');
    const outside = length !== null && previousEnd > length;
    return outside && problem(at, 'outside_original', `it ends behind the ${length} units of the full document`);
  });
  return [
    source.originalSha256 === null &&
      problem(`${path}.originalSha256`, 'original_missing', 'a passages capture names the hash of the full document'),
    length === null &&
      problem(`${path}.originalLengthUtf16`, 'original_missing', 'a passages capture names the length of the document'),
    ...places,
  ];
}

function excerptProblem(
  excerpt: CasePack['excerpts'][number],
  capture: PackCapture | null,
  path: string,
): InputProblem | false {
  if (capture === null) return problem(`${path}.source`, 'no_text', 'a stub has no text to quote from');
  const { startUtf16, endUtf16, exact } = excerpt;
  const refused = refuseOffsets(capture.text, startUtf16, endUtf16);
  if (refused) return problem(`${path}.startUtf16`, refused.code, refused.message);
  const found = capture.text.slice(startUtf16, endUtf16);
  if (found !== exact) {
    const message = `between its offsets the captured text reads: ${found.length > 120 ? `${found.slice(0, 120)}…` : found}`;
    return problem(`${path}.exact`, 'not_in_capture', message);
  }
  const crosses = capture.passages.length > 0 && !findPassage(capture.passages, startUtf16, endUtf16);
  return crosses && problem(`${path}.startUtf16`, 'outside_passage', 'it does not lie inside one passage');
}

/** What is wrong with the captured texts of a pack and with the words quoted from them. */
export function textProblems(pack: CasePack): InputProblem[] {
  const captures = new Map(pack.sources.map((source) => [source.key, captureOf(source)]));
  const all: Problems = [
    ...pack.sources.flatMap((source, index) => [
      ...kindProblems(source, `sources.${index}`),
      ...hashProblems(source, captures.get(source.key)!, `sources.${index}`),
      ...passageProblems(source, `sources.${index}`),
    ]),
    ...pack.excerpts.map((excerpt, index) => {
      const capture = captures.get(excerpt.source);
      return capture !== undefined && excerptProblem(excerpt, capture, `excerpts.${index}`);
    }),
  ];
  return all.filter((item) => item !== false);
}

const FINDING_DATES = ['startedOn', 'endedOn', 'happenedOn', 'listedOn', 'delistedOn', 'reportedOn'] as const;

/** Days that are in no calendar, and dates that do not say where they come from. */
export function dayProblems(pack: CasePack): InputProblem[] {
  return [
    ...pack.sources.flatMap(({ publishedOn, publishedOnOrigin }, index) =>
      dateProblems(`sources.${index}.publishedOn`, publishedOn, publishedOnOrigin),
    ),
    ...pack.statements.flatMap(({ madeOn, madeOnOrigin }, index) =>
      dateProblems(`statements.${index}.madeOn`, madeOn, madeOnOrigin),
    ),
    ...pack.claims.flatMap(({ deadline }, index) => calendarProblems(`claims.${index}.deadline`, deadline)),
    ...pack.findings.flatMap((finding, index) =>
      FINDING_DATES.flatMap((date) => calendarProblems(`findings.${index}.${date}`, finding[date])),
    ),
  ];
}

const READ_TWICE: readonly string[] = ['published', 'appealed', 'superseded'];
/** What one person has looked at. A higher one says that others have checked. */
const BY_ONE_PERSON = 1;

type PackReader = CasePack['assessments'][number]['firstReader'];

function nameOf(reader: PackReader): string | null {
  return reader?.name.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase() ?? null;
}

/** Readings whose two readers are one person, or whose second decision is nobody's (decision 40). */
export function readerProblems(pack: CasePack): InputProblem[] {
  return pack.assessments.flatMap(({ firstReader, secondReader, secondVerdict, secondNote }, index): InputProblem[] => {
    if (secondReader === null && (secondVerdict !== null || secondNote !== null)) {
      const message = 'name who decided: there is a second verdict or a note of it';
      return [{ path: `assessments.${index}.secondReader`, code: 'reader_missing', message }];
    }
    if (secondReader === null || nameOf(firstReader) !== nameOf(secondReader)) return [];
    const message = 'is the first reader too: a second reader is somebody else';
    return [{ path: `assessments.${index}.secondReader`, code: 'same_reader', message }];
  });
}

/**
 * What a member's pack may not bring in: a reading or an answer on a real company that counts as checked by others.
 * The names in a pack prove nobody, and one person would publish alone. Companies marked as samples are free of it.
 */
export function publishingProblems(pack: CasePack): InputProblem[] {
  const isSample = new Map(pack.organisations.map(({ key, sample }) => [key, sample]));
  const companyOf = new Map(pack.claims.map(({ key, company }) => [key, company]));
  const isReal = (company: string | undefined) => isSample.get(company ?? '') === false;
  const readings = pack.assessments.flatMap(({ claim, status }, index): InputProblem[] => {
    if (!READ_TWICE.includes(status) || !isReal(companyOf.get(claim))) return [];
    const message = 'two members of this workspace read it before it counts as published: write in_review instead';
    return [{ path: `assessments.${index}.status`, code: 'not_read_here', message }];
  });
  const answers = pack.rounds.flatMap((round, place) =>
    round.answers.flatMap(({ company, status, verification }, index): InputProblem[] => {
      if (!isReal(company)) return [];
      const path = `rounds.${place}.answers.${index}`;
      const message = 'an answer is checked by members of this workspace';
      return [
        ...(status === 'published'
          ? [{ path: `${path}.status`, code: 'not_checked_here', message: `${message}: write draft instead` }]
          : []),
        ...(verification > BY_ONE_PERSON
          ? [{ path: `${path}.verification`, code: 'not_checked_here', message: `${message}: write 1 or 0` }]
          : []),
      ];
    }),
  );
  return [...readings, ...answers];
}
