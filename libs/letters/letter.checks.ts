import type { CheckView, FindingView, StatementView } from '@libs/contracts';
import { letterSentences, type LetterModel, type LetterSentence } from '@libs/typesetting';

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
  known: KnownName[];
  /** Organisations that the cited records name, with the company written to. */
  partyIds: Set<string>;
}

type Problem = CheckView['problems'][number];

/** Fields whose words are facts of the record: each of their sentences must carry a note. */
const FACTS = /^(reports|listings|policy_quote|company_answers|other_answers)\b/;
const FREE_FIELDS = /^(sender_description|publication_notice|issue_title|holding|disclaimer_block|no_answer_found)\b/;
const CONDUCT_WORDS =
  /\b(sold|sell|sells|selling|supplied|supplies|supply|supplying|provided|provides|gave|given|shipped|ships|owns|owned|invested|delivered|enabled|violated|violates|breached|abus\w+|complicit\w*|profited|knew)\b/i;

/** The blocking and warning checks of a first-contact letter: K1 to K5 and K26 of the letter types. */
export function checkLetter(material: CheckMaterial): CheckView[] {
  const sentences = letterSentences(material.model);
  return [
    // A missing field stops the letter before there is a model, so a drafted letter has passed K1.
    check('K1', 'Every required field is filled', 'block', []),
    check('K2', 'Every allegation carries its source', 'block', sentencesWithoutSource(material, sentences)),
    check('K3', 'Words in quotation marks are the named speaker’s, to the letter', 'block', [
      ...unboundQuotations(sentences),
      ...quotationsThatDiffer(material, sentences),
    ]),
    check('K4', 'No cited passage has moved since it was recorded', 'warn', movedAnchors(material)),
    check('K5', 'No other company is named', 'block', foreignNames(material, sentences)),
    check('K26', 'Every answer that the same source gives is in the letter', 'block', missingAnswers(material)),
  ];
}

/** Blocking checks that are open. */
export function openBlocks(checks: CheckView[]): CheckView[] {
  return checks.filter((one) => !one.passed && one.severity === 'block');
}

function check(id: string, title: string, severity: CheckView['severity'], problems: Problem[]): CheckView {
  return { id, title, severity, passed: problems.length === 0, problems };
}

function placeOf(sentence: LetterSentence): string {
  return sentence.fields[0] ?? `${sentence.kind} ${sentence.block + 1}`;
}

function sentencesWithoutSource(material: CheckMaterial, sentences: LetterSentence[]): Problem[] {
  const cited = sentences.filter((sentence) => sentence.citationKeys.length === 0 && sentence.kind !== 'asks');
  return cited.flatMap((sentence) => {
    const isFact = sentence.fields.some((field) => FACTS.test(field));
    if (isFact && !isCarriedOn(sentences, sentence)) return [withoutSource(sentence)];
    const free = sentence.fields.some((field) => FREE_FIELDS.test(field));
    if (free && CONDUCT_WORDS.test(sentence.text) && namesParty(material, sentence.text))
      return [withoutSource(sentence)];
    return [];
  });
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

function withoutSource(sentence: LetterSentence): Problem {
  return {
    words: sentence.text,
    place: placeOf(sentence),
    remedy: 'Cite the finding or statement behind it, or take it out.',
  };
}

function namesParty({ known, partyIds }: CheckMaterial, text: string): boolean {
  return known.some(
    ({ organisationId, names }) =>
      partyIds.has(organisationId) && names.some((name) => mentions(plainSpaces(text), plainSpaces(name))),
  );
}

function unboundQuotations(sentences: LetterSentence[]): Problem[] {
  return sentences.flatMap((sentence) =>
    sentence.unboundQuotations.map((words) => ({
      words: `“${words}”`,
      place: placeOf(sentence),
      remedy: 'Take the quotation marks away, or cite the statement whose words these are.',
    })),
  );
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
      if (spoken.excerpt.anchorStatus === 'fuzzy' || spoken.excerpt.anchorStatus === 'orphaned') {
        return problem(
          `${spoken.excerpt.number} is ${spoken.excerpt.anchorStatus} in the newest capture: a person has to look at it first.`,
        );
      }
      const speaker = spoken.speakerName ?? spoken.speakerOrganisation?.name ?? null;
      if (speaker !== null && speaker !== quotation.speaker)
        return problem(`These are the words of ${speaker}, not of ${quotation.speaker}.`);
      return [];
    }),
  );
}

function citedExcerpts({ findings, statements }: CheckMaterial) {
  return [
    ...[...findings.values()].flat().flatMap((finding) => finding.excerpts),
    ...[...statements.values()].flat().map((statement) => statement.excerpt),
  ];
}

function movedAnchors(material: CheckMaterial): Problem[] {
  const moved = citedExcerpts(material).filter((excerpt) => excerpt.anchorStatus === 'moved');
  const once = new Map(moved.map((excerpt) => [excerpt.id, excerpt]));
  return [...once.values()].map((excerpt) => ({
    words: excerpt.exact,
    place: excerpt.number,
    remedy: 'The words stand elsewhere in the newest capture. Open the source and compare.',
  }));
}

function foreignNames({ known, partyIds }: CheckMaterial, sentences: LetterSentence[]): Problem[] {
  const ours = known.filter(({ organisationId }) => partyIds.has(organisationId)).flatMap(({ names }) => names);
  const longestFirst = ours.map(plainSpaces).sort((a, b) => b.length - a.length);
  const rests = sentences.map(({ text }) => withoutNames(plainSpaces(text), longestFirst));
  // A workspace may know thousands of names: most stand nowhere in the letter, which one look at the whole tells.
  const whole = rests.join(' ');
  const foreign = known.flatMap(({ organisationId, names }) => {
    if (partyIds.has(organisationId)) return [];
    const written = names.map(plainSpaces).filter((name) => mentions(whole, name));
    return written.length > 0 ? [written] : [];
  });
  return sentences.flatMap((sentence, at) =>
    foreign.flatMap((names): Problem[] => {
      const named = names.find((name) => mentions(rests[at]!, name));
      if (!named) return [];
      return [
        {
          words: named,
          place: placeOf(sentence),
          remedy: `${named} is no party to what this letter cites. Was it copied from another letter?`,
        },
      ];
    }),
  );
}

function withoutNames(text: string, longestFirst: string[]): string {
  return longestFirst.reduce((rest, name) => (mentions(rest, name) ? rest.replaceAll(name, ' ') : rest), text);
}

const LETTER = /[\p{L}\p{N}]/u;

/** Letters are set with spaces that do not break, which look like others and are not. */
function plainSpaces(text: string): string {
  return text.replace(/\s/gu, ' ');
}

/** Whether a text names something as a word of its own. Both have plain spaces. */
function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + name.length] ?? ' '];
    if (!LETTER.test(before) && !LETTER.test(after)) return true;
  }
  return false;
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
