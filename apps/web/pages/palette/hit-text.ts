import type { SearchHit } from '@libs/contracts';

export interface HitText {
  /** What is shown: the text in which the match was found, or the record's own words. */
  text: string;
  start: number;
  end: number;
  /** True for archived words, which are set as quotations; our own wording is not. */
  archived: boolean;
}

/** A publisher's name is shorter than the text around a match in a document. */
const shortText = 50;
const bare = (text: string) => text.replace(/^…|…$/g, '').trim();
const isNumber = (text: string) => /^[A-Z]{1,2}-\d+$/.test(text);
/** Several names of one organisation, joined by the search. */
const areNames = (text: string) => text.includes(' · ');

/** The words of a hit. A reading found by the number of its claim shows the claim, never the number alone. */
export function hitText(hit: SearchHit): HitText {
  const own = bare(hit.label).includes(bare(hit.context)) || bare(hit.context).includes(bare(hit.label));
  const fromText = !own && !areNames(hit.context);
  const archived =
    hit.kind === 'excerpt' || hit.kind === 'statement' || hit.kind === 'finding'
      ? own
      : (hit.kind === 'claim' && fromText) || (hit.kind === 'source' && fromText && hit.context.length > shortText);
  if (!hit.context || (hit.kind === 'assessment' && (isNumber(hit.context) || areNames(hit.context)))) {
    return { text: hit.label, start: -1, end: -1, archived };
  }
  return { text: hit.context, start: hit.matchStart, end: hit.matchEnd, archived };
}
