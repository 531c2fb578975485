import { plainText, withoutNames, type Name } from './names.ts';
import * as words from './words.ts';

/** Where words stand: an ask, running text, or a line without a sentence, such as a subject or a title. */
export type WordingPlace = 'ask' | 'text' | 'line';

const PARTY = '§';
const TOKEN = /§(?:’s?)?|[\p{L}\p{N}]+(?:[’&.-][\p{L}\p{N}]+)*|[,;:.!?()–—/-]/gu;
/** The firm written to, without its name. */
const THE_COMPANY = /\b[Tt]he (?:company|firm|corporation)\b/g;
const FIGURE =
  /\d[\d.,]*\s*(?:%|percent\b|per cent\b|(?:thousand|million|billion|trillion|bn|m)\b)|(?:[$€£¥]|\b(?:USD|EUR|GBP|CNY|RMB)\b)\s*\d|\b(?:half|third|quarter|fifth|tenth) of\b/iu;
const HOLDING =
  /^[^§]*\b(?:hold|holds|own|owns) [^§]*\b(?:shares?|stock|securities|bonds|holdings?)\b[^§]*\b(?:in|of) §\.?$/u;
/** What becomes of the reply, and what the reader may do with the letter: nothing of it is conduct. */
const CORRESPONDENCE =
  /^(?:your (?:reply|replies|answer|answers|response|comments|account|letter|views)|you (?:may|can|could|are welcome to|are free to)|thank you|if you|should you|where you|any reply)\b/iu;

/**
 * Whether a sentence without a source says something of somebody whom the record knows, or of the reader (check K2).
 * Questions and requests may name anybody, since they ask; what they take for granted ("that you sold") is said. A
 * percentage or a sum of money is a figure that needs its source, except in what the sender says of itself.
 * @param parties names of organisations and people of the record
 */
export function assertsUncited(sentence: string, parties: readonly Name[], place: WordingPlace): boolean {
  const text = withoutNames(sentence.replace(/[\u2018\u0027\u02BC]/gu, '’'), parties, PARTY)
    .replace(THE_COMPANY, PARTY)
    .trim();
  const tokens = (text.match(TOKEN) ?? []).map((token) => (token === '§’' ? '§’s' : token));
  const small = tokens.map((token) => token.toLowerCase());
  const named = small.some(isParty);
  const own = /^(?:we|our|i|us|this letter|this sample)\b/iu.test(text);
  if (FIGURE.test(plainText(sentence)) && !(own && !named)) return true;
  const hedged = small.some((word) => words.REPORTED.has(word));
  if (place === 'line' && small.some((word) => words.GRAVE.has(word)) && !hedged) return true;
  if (!named) return false;
  if (place === 'line') return assertsInLine(tokens, hedged);
  if (isQuestion(text, small)) return small[0] === 'why' || saysBesides(small.slice(1), true);
  const asked = requestStart(small);
  if (asked > 0) return saysBesides(small.slice(asked), false);
  if (own) return !actsItself(small) || saysBesides(small.slice(1), false);
  return CORRESPONDENCE.test(text) ? saysBesides(small.slice(2), false) : !HOLDING.test(text);
}

function isParty(word: string): boolean {
  return (
    word === PARTY || word === '§’s' || word === 'you' || word === 'your' || word === 'yours' || word === 'yourself'
  );
}

function isQuestion(text: string, small: string[]): boolean {
  if (!text.endsWith('?')) return false;
  const opens = (word: string | undefined) =>
    word !== undefined &&
    (words.HEDGES.has(word) || words.FINITE.has(word) || words.MODALS.has(word) || /^(?:when|where|why)$/u.test(word));
  return (
    opens(small[0]) || (/^(?:in|on|by|for|to|at|under|from|with|through)$/u.test(small[0] ?? '') && opens(small[1]))
  );
}

/** The place behind the request that a sentence begins with; 0 where it does not. */
function requestStart(small: string[]): number {
  const lead =
    /^(?:(?:please|kindly) |(?:could|would|will|can) you (?:please |kindly )?|(?:we|i) (?:ask|request|invite)(?: that)? (?:you )?(?:to |please )?)?/u;
  const text = small.join(' ');
  const skipped = (lead.exec(text)?.[0] ?? '').split(' ').length - 1;
  return words.REQUESTS.has(small[skipped] ?? '') ? skipped + 1 : 0;
}

/** "We hold", "we would welcome": the sender’s own act. "We know that" is none: it says what is known. */
function actsItself(small: string[]): boolean {
  if (small[0] !== 'we' && small[0] !== 'i') return true;
  const verb = small.slice(1).find((word) => !words.BETWEEN.has(word) && !/ly$/u.test(word));
  return verb !== undefined && words.OWN_ACTS.has(verb);
}

/** A line says nothing while its names only stand in it: "the reported supply to NetPosa". */
function assertsInLine(tokens: string[], hedged: boolean): boolean {
  const small = tokens.map((token) => token.toLowerCase());
  if (small.some((word) => words.FINITE.has(word))) return true;
  if (!hedged && small.some((word) => words.CONDUCT.has(word))) return true;
  return tokens.some((_, at) => {
    const next = tokens[at + 1] ?? '.';
    const isName = /^\p{Lu}/u.test(next) && !words.CONDUCT.has(small[at + 1]!);
    return (
      (small[at] === PARTY && !isName && !mayFollow(small, at)) ||
      (small[at] === 'you' && !mayFollow(small, at)) ||
      actsOf(small, at)
    );
  });
}

/** Whether a request or question says something besides: clause by clause, each asked or said. */
function saysBesides(small: string[], asking: boolean): boolean {
  return clausesOf(small, asking).some(({ said, opener, tokens, behindName }) => {
    if (!said) return false;
    const rest = opener === 'that' ? saidBehindThat(tokens) : tokens;
    if (rest === null) return true;
    if (behindName && (/^(?:which|who|whose)$/u.test(opener) || (opener === 'that' && rest === tokens))) return true;
    if (tokens.some((word) => words.GRAVE.has(word)) && !tokens.some((word) => words.MEASURES.has(word))) return true;
    if (rest.some(isParty) && opener !== 'that' && rest.some((word) => words.FINITE.has(word))) return true;
    return rest.some((word, at) => ((word === PARTY || word === 'you') && !mayFollow(rest, at)) || actsOf(rest, at));
  });
}

interface Clause {
  said: boolean;
  opener: string;
  behindName: boolean;
  tokens: string[];
}

function clausesOf(small: string[], asking: boolean): Clause[] {
  const clauses: Clause[] = [{ said: !asking, opener: '', behindName: false, tokens: [] }];
  small.forEach((word, at) => {
    const [before, current] = [small[at - 1] ?? '', clauses.at(-1)!];
    const behindName = isParty(before) || (before === ',' && isParty(small[at - 2] ?? ''));
    const open = (said: boolean) => clauses.push({ said, opener: word, behindName, tokens: [] });
    if (words.HEDGES.has(word))
      open((before === ',' && word !== 'whether' && word !== 'if' && word !== 'how' && word !== 'what') || behindName);
    else if (words.ASSERTING.has(word) || word === ';' || word === ':' || word === '–' || word === '—') open(true);
    else if (words.INHERITING.has(word)) open(current.said);
    else if (
      /^(?:and|or|but)$/u.test(word) &&
      !current.said &&
      (before === ',' || small[at + 1] === 'you') &&
      isParty(small[at + 1] ?? '')
    )
      open(true);
    else current.tokens.push(word);
  });
  return clauses;
}

/** What a clause behind "that" leaves to be read, where it asks, promises or was said by somebody; null where it says. */
function saidBehindThat(tokens: string[]): string[] | null {
  const passive = tokens.findIndex((word) => words.REPORTED.has(word));
  if (passive > 0 && passive < 4 && words.FINITE.has(tokens[0]!)) return tokens.slice(passive + 1);
  if (!tokens.some(isParty)) return tokens;
  const verb = tokens.findIndex(
    (word, at) => at > 0 && at < 5 && (words.SPEECH.has(word) || words.MODALS.has(word) || words.STEADY.has(word)),
  );
  return verb > 0 && isParty(tokens[0]!) ? tokens.slice(verb + 1) : null;
}

/** Whether what stands behind a name or "you" leaves it without an act. */
function mayFollow(small: string[], at: number): boolean {
  let next = at + 1;
  while (
    /ly$|^(?:also|still|now|then)$/u.test(small[next] ?? '') ||
    (small[next] === ',' && /ly$/u.test(small[next + 1] ?? ''))
  )
    next += 1;
  const word = small[next] ?? '.';
  if (small[at] === 'you' && (words.MODALS.has(word) || words.SPEECH.has(word) || words.STEADY.has(word))) return true;
  if (!words.AFTER_NAMES.has(word)) return false;
  // A noun of the name, "Intel products", must be followed as the name is.
  return /^\p{L}/u.test(word) && next === at + 1 && isNounOfName(word) ? mayFollow(small, next) : true;
}

function isNounOfName(word: string): boolean {
  return !/^(?:and|or|nor|to|of|in|on|for|with|from|by|at|as|about|between|through|under|over|within|concerning|regarding|against|towards?|via|into|than|per|including)$/u.test(
    word,
  );
}

/** "your chips have run the camps": the thing somebody owns acts. */
function actsOf(small: string[], at: number): boolean {
  if (small[at] !== 'your' && small[at] !== '§’s') return false;
  const end = small.findIndex((word, place) => place > at && words.AFTER_NAMES.has(word) && !isNounOfNameOrThing(word));
  const phrase = small.slice(at + 1, end < 0 ? undefined : end);
  return phrase
    .slice(1)
    .some(
      (word) =>
        words.FINITE.has(word) || (words.CONDUCT.has(word) && !words.SPEECH.has(word)) || words.ARTICLES.has(word),
    );
}

function isNounOfNameOrThing(word: string): boolean {
  return /^\p{L}/u.test(word) && isNounOfName(word);
}
