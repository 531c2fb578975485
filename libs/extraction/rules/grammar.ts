import { NAME_UNIT, QUOTED_UNIT } from '../text/shadow.ts';

/** A registered organisation, as the mask shows it. */
export const ORG = `${NAME_UNIT}+\\.?(?!${NAME_UNIT})`;
export const QUOTED = QUOTED_UNIT;

const NAME_WORD = "(?:\\p{Lu}(?:[\\p{L}\\p{M}'-]+|\\.)|\\p{Lo}[\\p{Lo}\\p{M}]{0,11})";
const TITLE = '(?:(?:Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Judge|Sen|Gen)\\.? )';
/** A person as written: title, given names, particles, surname. */
export const PERSON = `${TITLE}?${NAME_WORD}(?: (?:${NAME_WORD}|van|von|de|der|den|da|di|del|al|bin|ibn|el|la|le|ter)){0,4}`;

const SPOKES = 'spokes(?:person|man|woman)|spokespeople|representative|press officer|media officer';
const NOUN =
  `(?:${SPOKES}|chief (?:executive|financial|technology|technical|operating|legal|compliance|sustainability|information|security|human rights|privacy|product|commercial|procurement|ethics) officer|` +
  'chief executive|chief of staff|chief economist|CEO|CFO|CTO|COO|chair(?:man|woman|person)?|(?:vice[ -])?president|director(?:[ -]general)?|' +
  'general counsel|counsel|head|manager|founder|co-founder|executive|lawyer|attorney|secretary|engineer|officer|partner|treasurer|' +
  'adviser|advisor|analyst|researcher|professor|lecturer|investigator|campaigner|coordinator|official|minister|commissioner|ambassador|governor|' +
  'mayor|employee|worker|resident|activist|fellow|chief|trustee|organiser|organizer|editor|salesman|salesperson|technician|contractor|whistleblower)';
const ADJECTIVES = '(?:[\\p{L}][\\p{L}-]* ){0,4}?';
export const ROLE = `${ADJECTIVES}${NOUN}(?: (?:of|for) (?:[\\p{Ll}][\\p{Ll}-]*(?: |(?=,|$))){1,5}(?<! ))?`;
export const SPOKES_ROLE = `(?:(?:company|corporate|chief) )?(?:${SPOKES})`;
/** Nouns that stand for a company named before. */
export const FIRM =
  '(?:company|firm|group|manufacturer|chipmaker|maker|supplier|business|vendor|corporation|miner|bank|retailer|developer|conglomerate|start-?up)';
export const PAPER = '(?:newspaper|paper|magazine|outlet|broadcaster|news agency|agency|publication|site|website)';

/** Verbs that hand on words. */
const SAY =
  'said|says|told|tells|added|adds|stated|states|wrote|writes|explained|explains|noted|notes|announced|insisted|insists|argued|argues|' +
  'claimed|claims|warned|warns|acknowledged|acknowledges|admitted|admits|confirmed|confirms|denied|denies|replied|replies|responded|' +
  'continued|commented|testified|declared|recalled|concluded|concludes|asserted|asserts|maintained|maintains|stressed|stresses|' +
  'emphasised|emphasized|reported|reports|observed|cautioned|conceded|tweeted|posted|remarked|pledged|promised|vowed|urged|asked|alleged|' +
  'alleges|revealed|disclosed|found|estimated|estimates|reiterated|countered|retorted|complained|read|reads|called|calls|described|describes|dismissed|dismisses|' +
  'labelled|labeled|condemned';
const GROUP_BEFORE =
  "(?:(?:has|have|had|also|later|then|previously|repeatedly|publicly|once|first|consistently|never|recently|did not|didn't|does not|doesn't|would not|has not|have not) ){0,3}";
export const SAY_VERB = `${GROUP_BEFORE}(?:${SAY})`;
export const SAID = new RegExp(`(?<![\\p{L}\\p{N}'-])(?<verb>${SAY_VERB})(?![\\p{L}\\p{N}-])`, 'gu');
/** Reporting verbs that media use of others' acts: they make no statement of the reporter's own. */
export const NEGATED =
  /\b(?:not|never|no longer|neither|nor|denied|denies|deny|denying|rejects?|rejected|disputes?|disputed|no)\b|n't\b/u;
export const VERBAL =
  /\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|do|does|did|been|be)\b/u;
const PARTICLE = '(?:earlier |late |last |this )?';
/** What may stand between a reporting verb and its words: hearer, occasion, day. */
export const ADJUNCT = `(?: (?:on |last |this |late |earlier )?${PARTICLE}(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|week|month|year|today|yesterday)| (?:in|by|at|through|via|during|for|on) (?:an? |the |its |his |her |their |reply |response )[^,;:.${QUOTED}]{1,60}?| (?:later|again|separately|flatly|also))`;

/** Text of a pattern as an expression with names and places. */
export const rule = (pattern: string, flags = '') => new RegExp(pattern, `du${flags}`);

/** UTF-16 units; no rule is tried on a longer sentence. */
export const LONGEST_SENTENCE = 1200;
