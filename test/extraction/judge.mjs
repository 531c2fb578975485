// Paragraphs with their truth, by kind: `t` text; `q` quotations in marks (how they begin, the speaker's organisation);
// `r` relations, `o` shares, `a` answers, `n` names with a legal suffix. A kind that is left out is not judged.
import { readFileSync } from 'node:fs';

export const INVENTED = [
  { id: 'kestrel', name: 'Kestrel Optics Ltd.', aliases: ['Kestrel Optics', 'Kestrel'], kind: 'company' },
  { id: 'orlan', name: 'Orlan Systems Corp.', aliases: ['Orlan'], kind: 'company' },
  { id: 'brightwater', name: 'Brightwater Group plc', aliases: ['Brightwater'], kind: 'company' },
  { id: 'ledger', name: 'The Harbour Ledger', aliases: ['The Ledger'], kind: 'media' },
];

export const readCorpus = (name) => JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8'));

const nameOf = ({ organisationId, words }) => organisationId ?? words?.exact ?? '';
const SAID = {
  q: (one) => (one.kind === 'quotation' && one.quotationType !== 'indirect' ? one.excerpt.exact : null),
  r: (one) => (one.kind === 'relation' ? `${one.relationType} ${nameOf(one.subject)}>${nameOf(one.object)}` : null),
  o: (one) => (one.kind === 'ownership' ? `${nameOf(one.owner)} ${one.share} ${nameOf(one.object)}` : null),
  a: (one) => (one.kind === 'answer' ? `${one.outcome} ${one.by.organisationId ?? ''}` : null),
  n: (one) => (one.kind === 'new_organisation' ? one.excerpt.exact : null),
};

/** What the rules give beside the truth: by kind, by rule, and whose words they are said to be. */
export function judge(extract, corpus) {
  const kinds = {};
  const rules = {};
  const misses = [];
  const speakers = { wanted: 0, right: 0 };
  for (const [kind, said] of Object.entries(SAID)) {
    const score = (kinds[kind] = { wanted: 0, given: 0, right: 0 });
    for (const { t: text, [kind]: truth } of corpus) {
      if (!truth) continue;
      const made = extract(text, INVENTED).suggestions.filter((one) => said(one) !== null);
      const fits = (one, item) => (kind === 'q' ? said(one).startsWith(item[0]) : said(one) === item);
      const found = truth.filter((item) => made.some((one) => fits(one, item)));
      score.wanted += truth.length;
      score.given += made.length;
      score.right += found.length;
      for (const one of made) {
        const rule = (rules[one.ruleId] ??= { given: 0, right: 0 });
        rule.given += 1;
        if (truth.some((item) => fits(one, item))) rule.right += 1;
      }
      if (found.length < truth.length || made.length > found.length) misses.push(`${kind}: ${text}`);
      if (kind !== 'q') continue;
      for (const [begin, organisation] of truth) {
        speakers.wanted += 1;
        const one = made.find((each) => said(each).startsWith(begin));
        if (one && one.speaker.organisationId === organisation) speakers.right += 1;
        else misses.push(`speaker of ${begin}: ${text}`);
      }
    }
  }
  return { kinds, rules, speakers, misses };
}
