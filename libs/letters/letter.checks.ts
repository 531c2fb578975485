import type { CheckView, FindingView, StatementView } from '@libs/contracts';
import {
  asName,
  assertsUncited,
  isNamed,
  looseQuotations as quotedWords,
  readable,
  withoutNames,
  type Name,
  type WordingPlace,
} from '@libs/domain/wording';
import {
  checkedTexts,
  unboundQuotations,
  type LetterModel,
  type LetterSentence,
  type MarkedWords,
} from '@libs/typesetting';

/** An organisation that a letter might name, with every way to write it. */
export interface KnownName {
  organisationId: string;
  names: string[];
}

/** What the checks compare a letter with: the cited records as they stand now. */
export interface CheckMaterial {
  model: LetterModel;
  /** Cited findings and statements by citation key. */
  findings: Map<string, FindingView[]>;
  statements: Map<string, StatementView[]>;
  /** By finding: what those whom it accuses say of it in the same source. */
  answersInSources: Map<string, StatementView[]>;
  /** Every live statement in the cited sources. */
  saidInSources: StatementView[];
  known: KnownName[];
  /** Who reads a record that is not confidential. */
  everyoneAudienceId: string;
  /** What of the cited records is no longer as it was when the letter was drafted. */
  changes: { record: string; words: string; changed: string[] }[];
  /** Organisations that the cited records name, with the company written to and who writes. */
  partyIds: Set<string>;
}

type Problem = CheckView['problems'][number];

/** Fields whose words are facts of the record: each of their sentences must carry a note. */
const FACTS = /^(reports|listings|policy_quote|company_answers|other_answers)\b/;
/** Fields whose words somebody typed, by how they are read. What a letter makes of the record itself is not among them. */
const TYPED: [RegExp, WordingPlace][] = [
  [/^asks\[\d+\]\.text$/, 'ask'],
  [/^(sender_description|publication_notice|disclaimer_block|holding)\b/, 'text'],
  [
    /^(issue_title|salutation|reply_contact|call_windows|recipient|letterhead|sender_org|signatories|copies|enclosures)\b/,
    'line',
  ],
];

/** The blocking and warning checks of a first-contact letter: K1 to K5, K20, K26 and K30 of the letter types. */
export function checkLetter(material: CheckMaterial): CheckView[] {
  const sentences = checkedTexts(material.model);
  return [
    // A missing field stops the letter before there is a model, so a drafted letter has passed K1.
    check('K1', 'Every required field is filled', 'block', []),
    check('K2', 'Every allegation carries its source', 'block', sentencesWithoutSource(material, sentences)),
    check('K3', 'Words in quotation marks are the named speaker’s, to the letter', 'block', [
      ...looseQuotations(material, sentences),
      ...quotationsThatDiffer(material, sentences),
      ...lostAnchors(material),
    ]),
    check('K4', 'No cited passage has moved since it was recorded', 'warn', movedAnchors(material)),
    check('K5', 'No company is named that the letter does not cite', 'block', foreignNames(material, sentences)),
    check('K20', 'No cited record is confidential', 'block', confidentialGrounds(material)),
    check('K26', 'Every answer that the same source gives is in the letter', 'block', missingAnswers(material)),
    check('K30', 'The record still says what the letter says', 'block', changedRecords(material)),
  ];
}

/** Blocking checks that are open. */
export function openBlocks(checks: CheckView[]): CheckView[] {
  return checks.filter((one) => !one.passed && one.severity === 'block');
}

/** What stands on the pages of a letter that may not go out; null for one that may. */
export function heldBack(checks: CheckView[]): string | null {
  const open = openBlocks(checks).length;
  return open === 0 ? null : `Draft, held back: ${open} ${open === 1 ? 'check' : 'checks'} open`;
}

function check(id: string, title: string, severity: CheckView['severity'], problems: Problem[]): CheckView {
  return { id, title, severity, passed: problems.length === 0, problems };
}

function placeOf(sentence: LetterSentence): string {
  return sentence.fields[0] ?? `${sentence.kind} ${sentence.block + 1}`;
}

function sentencesWithoutSource(material: CheckMaterial, sentences: LetterSentence[]): Problem[] {
  const named = namesIn(sentences, [
    ...material.known.flatMap(({ names }) => names),
    ...peopleOf(material).flatMap((person) => [person, ...person.split(' ').slice(-1)]),
  ]);
  return sentences.flatMap((sentence) => {
    if (sentence.citationKeys.length > 0) return [];
    const isFact = sentence.fields.some((field) => FACTS.test(field));
    if (isFact && !isCarriedOn(sentences, sentence)) return [withoutSource(sentence.text, placeOf(sentence))];
    return sentence.given.flatMap(({ field, words }) => {
      const typed = TYPED.find(([pattern]) => pattern.test(field));
      return typed && assertsUncited(words.trim(), named, typed[1]) ? [withoutSource(words.trim(), field)] : [];
    });
  });
}

function peopleOf({ statements, saidInSources }: CheckMaterial): string[] {
  return [...statements.values(), saidInSources].flat().flatMap(({ speakerName }) => speakerName ?? []);
}

/** A workspace may know thousands of names: those that stand somewhere in the letter, found in one look at the whole. */
function namesIn(sentences: LetterSentence[], names: string[]): Name[] {
  const whole = readable(sentences.flatMap(({ given }) => given.map(({ words }) => words)).join(' \n '));
  return [...new Set(names)].map(asName).filter((name) => isNamed(whole, name));
}

/** A lead that ends with a colon is carried by the sentence behind it; a sentence on the same record by its note. */
function isCarriedOn(sentences: LetterSentence[], sentence: LetterSentence): boolean {
  const root = recordOf(sentence);
  return sentences.some((other) => other.citationKeys.length > 0 && recordOf(other) === root);
}

function recordOf(sentence: LetterSentence): string | undefined {
  const field = sentence.fields.find((one) => FACTS.test(one));
  return field ? /^[a-z_]+(\[\d+\])?/.exec(field)?.[0] : undefined;
}

function withoutSource(words: string, place: string): Problem {
  const remedy =
    'Nothing is cited for this. Ask it instead, behind “whether”, “what”, “which” or “how”, or take it out.';
  return { words, place, remedy };
}

const LOOSE = 'Take the quotation marks away, or cite the statement whose words these are.';

/** Marks around words that no statement of the record holds there: in the body, and in every line around it. */
function looseQuotations(material: CheckMaterial, sentences: LetterSentence[]): Problem[] {
  const inBody = unboundQuotations(material.model, (marked) => isRecordedInside(material, marked));
  const around = sentences.filter(({ block }) => block === -1);
  return [
    ...inBody.map(({ words, field, block }) => ({ words, place: field ?? `block ${block + 1}`, remedy: LOOSE })),
    ...around.flatMap((line) =>
      quotedWords(line.text).map(({ words }) => ({ words, place: placeOf(line), remedy: LOOSE })),
    ),
  ];
}

/**
 * A report may itself quote: “education and training center” stands inside a sentence of the Journal. Its marks stay
 * where a direct or mixed statement of the same source holds just the words between them, at just that place.
 */
function isRecordedInside(material: CheckMaterial, { words, citationKeys }: MarkedWords): boolean {
  const between = plainSpaces(words);
  const inside = between.replace(/[\s.,;:!?…]+$/u, '');
  return citedExcerpts(material, new Set(citationKeys)).some((excerpt) => {
    const report = plainSpaces(excerpt.exact);
    for (let at = report.indexOf(between); at >= 0; at = report.indexOf(between, at + 1)) {
      const start = excerpt.startUtf16 + at;
      const isSaid = material.saidInSources.some(
        ({ quotationType, excerpt: said }) =>
          quotationType !== 'indirect' &&
          said.sourceId === excerpt.sourceId &&
          said.startUtf16 === start &&
          said.endUtf16 >= start + inside.length &&
          said.endUtf16 <= start + between.length,
      );
      if (inside !== '' && isSaid) return true;
    }
    return false;
  });
}

function quotationsThatDiffer({ statements }: CheckMaterial, sentences: LetterSentence[]): Problem[] {
  const all = [...statements.values()].flat();
  return sentences.flatMap((sentence) =>
    sentence.quotations.flatMap((quotation): Problem[] => {
      const place = placeOf(sentence);
      const spoken = all.find((statement) => statement.excerpt.id === quotation.excerptId);
      const problem = (remedy: string): Problem[] => [{ words: `“${quotation.exact}”`, place, remedy }];
      if (!spoken) return problem('No statement of the record holds these words: cite one that does.');
      if (spoken.excerpt.exact !== quotation.exact)
        return problem(`The source says “${spoken.excerpt.exact}”. Draft the letter again.`);
      if (spoken.quotationType === 'indirect')
        return problem('These are a reporter’s words: take the quotation marks away.');
      if (spoken.status === 'withdrawn')
        return problem(`${spoken.number} was withdrawn: ${spoken.statusReason}. Draft the letter again.`);
      const speaker = spoken.speakerName ?? spoken.speakerOrganisation?.name ?? null;
      if (speaker !== null && speaker !== quotation.speaker)
        return problem(`These are the words of ${speaker}, not of ${quotation.speaker}.`);
      return [];
    }),
  );
}

function citedExcerpts({ findings, statements }: CheckMaterial, keys?: Set<string>) {
  const of = <View>(views: Map<string, View[]>) =>
    [...views].filter(([key]) => keys?.has(key) ?? true).flatMap(([, cited]) => cited);
  const all = [
    ...of(findings).flatMap((finding) => finding.excerpts),
    ...of(statements).map((statement) => statement.excerpt),
  ];
  return [...new Map(all.map((excerpt) => [excerpt.id, excerpt])).values()];
}

/** A report or a paraphrase that is not found any more is as lost as a quotation (rule Q3). */
function lostAnchors(material: CheckMaterial): Problem[] {
  const lost = citedExcerpts(material).filter(
    ({ anchorStatus }) => anchorStatus === 'fuzzy' || anchorStatus === 'orphaned',
  );
  return lost.map(({ exact, number, anchorStatus }) => ({
    words: exact,
    place: number,
    remedy: `${number} is ${anchorStatus} in the newest capture: a person has to look at it first.`,
  }));
}

/** A note names its source, and the letter its content: what few may read leaves the house only once it is opened. */
function confidentialGrounds({ findings, statements, everyoneAudienceId }: CheckMaterial): Problem[] {
  const cited = [...findings.values(), ...statements.values()].flat();
  const narrow = cited.filter(({ audienceId }) => audienceId !== everyoneAudienceId);
  return [...new Set(narrow.map(({ number }) => number))].map((number) => ({
    words: number,
    place: number,
    remedy: `Not everybody in the workspace reads ${number}. Open it to everybody, or draft the letter without it.`,
  }));
}

function movedAnchors(material: CheckMaterial): Problem[] {
  return citedExcerpts(material)
    .filter((excerpt) => excerpt.anchorStatus === 'moved')
    .map((excerpt) => ({
      words: excerpt.exact,
      place: excerpt.number,
      remedy: 'The words stand elsewhere in the newest capture. Open the source and compare.',
    }));
}

/** Only words that come from fields can have been copied: an organisation called “Below” is not in the template. */
function foreignNames({ known, partyIds }: CheckMaterial, sentences: LetterSentence[]): Problem[] {
  const ours = known.filter(({ organisationId }) => partyIds.has(organisationId)).flatMap(({ names }) => names);
  const parties = namesIn(sentences, ours);
  const pieces = sentences.flatMap(({ given }) =>
    given.map(({ field, words }) => ({ field, rest: readable(withoutNames(words, parties)) })),
  );
  const whole = readable(pieces.map(({ rest }) => rest.plain).join(' \n '));
  const foreign = known
    .filter(({ organisationId }) => !partyIds.has(organisationId))
    .map(({ names }) => names.filter((name) => isNamed(whole, asName(name))))
    .filter((names) => names.length > 0);
  return pieces.flatMap(({ field, rest }) =>
    foreign.flatMap((names): Problem[] => {
      const named = names.find((name) => isNamed(rest, asName(name)));
      const remedy = `${named} is no party to what this letter cites. Was it copied from another letter?`;
      return named ? [{ words: named, place: field, remedy }] : [];
    }),
  );
}

/** Letters are set with spaces that do not break, which look like others and are not. */
function plainSpaces(text: string): string {
  return text.replace(/\s/gu, ' ');
}

function missingAnswers({ findings, statements, answersInSources }: CheckMaterial): Problem[] {
  const cited = new Set([...statements.values()].flat().map((statement) => statement.id));
  const missing = new Map<string, Problem>();
  for (const finding of [...findings.values()].flat()) {
    const sources = new Set(finding.excerpts.map((excerpt) => excerpt.sourceId));
    const linked = finding.answers.filter(
      ({ status, excerpt }) => status !== 'withdrawn' && sources.has(excerpt.sourceId),
    );
    for (const answer of [...linked, ...(answersInSources.get(finding.id) ?? [])]) {
      if (cited.has(answer.id) || missing.has(answer.id)) continue;
      missing.set(answer.id, {
        words: answer.excerpt.exact,
        place: `${finding.number} is answered by ${answer.number}`,
        remedy: 'Draft the letter again, so that this answer is in it.',
      });
    }
  }
  return [...missing.values()];
}

function changedRecords({ changes }: CheckMaterial): Problem[] {
  return changes.map(({ record, words, changed }) => ({
    words,
    place: record,
    remedy: `Since the draft, ${record} has changed: ${changed.join(', ')}. Draft again.`,
  }));
}
