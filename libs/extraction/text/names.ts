import type { RegisteredOrganisation } from '../suggestion.ts';
import type { Stretch } from './layout.ts';

export interface Mention extends Stretch {
  readonly organisation: RegisteredOrganisation;
}

export const LEGAL_SUFFIX =
  '(?:Inc|Corp|Corporation|Co|Company|Ltd|Limited|PLC|plc|LLC|LLP|L\\.P|AG|SE|SA|S\\.A|SpA|S\\.p\\.A|NV|N\\.V|BV|B\\.V|GmbH|KK|K\\.K|AB|ASA|Oyj|Pty|Bhd|A/S)';
const NAME_WORD = "(?:[\\p{Lu}\\p{N}][\\p{L}\\p{M}\\p{N}'&-]*)";
const RUN = new RegExp(
  `(?<![\\p{L}\\p{N}])${NAME_WORD}(?: (?:${NAME_WORD}|of|and|&)){0,6}?(?:,? ${LEGAL_SUFFIX}(?![\\p{L}\\p{N}])\\.?){1,3}`,
  'gu',
);
const SUFFIXES = new RegExp(`^(?:,? ${LEGAL_SUFFIX}(?![\\p{L}\\p{N}])\\.?){1,3}`, 'u');
const LEAD =
  /^(?:The|A|An|And|But|In|At|Both|For|From|By|On|When|While|After|Chinese|American|British|German) (?=\p{Lu})/u;

interface Alias {
  readonly words: string;
  readonly organisation: RegisteredOrganisation;
}

/** Aliases by their first word, longest first. One that two organisations share names neither. */
function aliasesOf(registry: readonly RegisteredOrganisation[]): Map<string, Alias[]> {
  const owners = new Map<string, Set<string>>();
  const all: Alias[] = [];
  for (const organisation of registry) {
    for (const given of new Set([organisation.name, ...organisation.aliases])) {
      const words = given.replace(/\s/gu, ' ').replace(/[‘’]/g, "'").trim().replace(/^the /, 'The ');
      if (words === '') continue;
      owners.set(words, (owners.get(words) ?? new Set()).add(organisation.id));
      all.push({ words, organisation });
    }
  }
  const byFirst = new Map<string, Alias[]>();
  for (const alias of all) {
    if (owners.get(alias.words)!.size > 1) continue;
    const first = firstWord(alias.words);
    const list = byFirst.get(first) ?? [];
    if (!list.some((other) => other.words === alias.words)) list.push(alias);
    byFirst.set(first, list);
  }
  for (const list of byFirst.values()) list.sort((one, other) => other.words.length - one.words.length);
  return byFirst;
}

const firstWord = (words: string) => /^[\p{L}\p{M}\p{N}]+/u.exec(words)?.[0] ?? words[0]!;

/** Runs of proper nouns that end with a legal suffix, without an article before them. */
export function legalNames(shadow: string): Stretch[] {
  return [...shadow.matchAll(RUN)].map((match) => {
    const lead = LEAD.exec(match[0])?.[0].length ?? 0;
    return { start: match.index + lead, end: match.index + match[0].length };
  });
}

/**
 * Where the registry's names stand in the shadow of a text, longest alias first, cases as written. A name inside a longer
 * name with a legal suffix is another organisation's, unless only the suffix is added.
 */
export function mentionsOf(
  shadow: string,
  registry: readonly RegisteredOrganisation[],
  legal: readonly Stretch[],
): Mention[] {
  const byFirst = aliasesOf(registry);
  const mentions: Mention[] = [];
  let until = 0;
  let run = 0;
  for (const { index, 0: word } of shadow.matchAll(/(?<![\p{L}\p{M}\p{N}])[\p{L}\p{M}\p{N}]+/gu)) {
    if (index < until) continue;
    while (run < legal.length && legal[run]!.end <= index) run += 1;
    const found = aliasAt(shadow, index, byFirst.get(word === 'the' ? 'The' : word) ?? []);
    if (!found) continue;
    let end = index + found.words.length;
    const suffix = SUFFIXES.exec(shadow.slice(end, end + 40));
    if (suffix) end += suffix[0].length;
    const longer = legal[run];
    const isPart = longer && longer.start <= index && index < longer.end && end < longer.end;
    const isTail =
      longer && longer.start < index && index < longer.end && !/^(?:The|the) /.test(shadow.slice(longer.start, index));
    if (isPart || isTail) {
      until = longer.end;
      continue;
    }
    mentions.push({ start: index, end, organisation: found.organisation });
    until = end;
  }
  return mentions;
}

function aliasAt(shadow: string, at: number, aliases: readonly Alias[]): Alias | undefined {
  return aliases.find(({ words }) => {
    const here = shadow.slice(at, at + words.length);
    if (here !== words && !(words.startsWith('The ') && here === `the ${words.slice(4)}`)) return false;
    return !/^[\p{L}\p{M}\p{N}]/u.test(shadow.slice(at + words.length, at + words.length + 2));
  });
}
