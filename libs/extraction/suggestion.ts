import type { OrganisationKind } from '@libs/domain/vocabulary';

/** An organisation that the caller knows. Only these are ever given as an organisation (evidence model, section 9, rule 4). */
export interface RegisteredOrganisation {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly kind?: OrganisationKind;
}

export interface ExtractionOptions {
  /** Day of publication, `YYYY-MM-DD`, from outside the text. Weekdays are resolved from it and marked derived. */
  readonly publishedDate?: string | null;
}

/** Words of the text: `text.slice(start, end) === exact`, in UTF-16 code units. */
export interface Words {
  readonly start: number;
  readonly end: number;
  readonly exact: string;
}

/** Somebody as the text names them; `organisationId` is null where the registry does not hold them or no rule fits. */
export interface Party {
  readonly words: Words | null;
  readonly organisationId: string | null;
}

export interface Speaker extends Party {
  readonly name: string | null;
  readonly role: string | null;
}

interface Base {
  /** The rule that gave it; docs/extraction.md lists them. */
  readonly ruleId: string;
  readonly excerpt: Words;
  readonly reason: string;
  /** Which look-back was used, or how a quotation runs over paragraphs. */
  readonly note: string | null;
}

export interface QuotationSuggestion extends Base {
  readonly kind: 'quotation';
  readonly quotationType: 'direct' | 'mixed' | 'indirect';
  readonly speaker: Speaker;
  /** Who passed the words on, where it is not the speaker ("an X spokesperson said that Y has confirmed that …"). */
  readonly via: Speaker | null;
  readonly toldTo: Party | null;
  readonly cue: Words | null;
  readonly negated: boolean;
}

export type RelationType = 'supply' | 'resale' | 'investment' | 'listing';

export interface RelationSuggestion extends Base {
  readonly kind: 'relation';
  readonly relationType: RelationType;
  readonly subject: Party;
  readonly object: Party;
  readonly product: Words | null;
  readonly cue: Words;
  readonly reporter: Party | null;
  readonly reportingCue: Words | null;
  readonly negated: boolean;
}

/** What another party did or where it works, as somebody reports it. */
export interface ActSuggestion extends Base {
  readonly kind: 'act';
  readonly subject: Party;
  readonly cue: Words;
  readonly reporter: Party | null;
  readonly reportingCue: Words | null;
  readonly negated: boolean;
}

export interface OwnershipSuggestion extends Base {
  readonly kind: 'ownership';
  readonly owner: Party;
  readonly object: Party;
  /** Percent, 0 to 100. */
  readonly share: number;
  readonly bound: 'exact' | 'minimum' | 'maximum';
  readonly qualifier: Words | null;
  readonly cue: Words;
  readonly reporter: Party | null;
  readonly reportingCue: Words | null;
  readonly negated: boolean;
}

export interface AnswerSuggestion extends Base {
  readonly kind: 'answer';
  readonly outcome: 'answered' | 'declined' | 'no_reply';
  readonly by: Speaker;
}

export interface DateSuggestion extends Base {
  readonly kind: 'date';
  readonly precision: 'day' | 'month' | 'year' | 'none';
  /** First and last day it can mean; null where the text alone does not say. */
  readonly first: string | null;
  readonly last: string | null;
  readonly derived: boolean;
}

export interface NameSuggestion extends Base {
  readonly kind: 'place' | 'new_organisation';
}

export type Suggestion =
  | QuotationSuggestion
  | RelationSuggestion
  | ActSuggestion
  | OwnershipSuggestion
  | AnswerSuggestion
  | DateSuggestion
  | NameSuggestion;

/** Something of the text that no rule was tried on, with its place. */
export interface ExtractionWarning {
  readonly code: 'unbalanced_mark' | 'long_sentence';
  readonly start: number;
  readonly message: string;
}

export interface Extraction {
  readonly suggestions: Suggestion[];
  readonly warnings: ExtractionWarning[];
  /** Units of text that rules were tried on: grows with the length of the text, not faster. */
  readonly work: number;
}
