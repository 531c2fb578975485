import { CasePack } from '@libs/contracts';

type Keyed = { key: string };

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function byKey<Item extends Keyed>(items: Item[]): Item[] {
  return [...items].sort((one, other) => compare(one.key, other.key));
}

function inOrder(keys: string[]): string[] {
  return [...keys].sort(compare);
}

/**
 * The same pack with every list whose order has no meaning in the order of its keys. Only a finding's excerpts keep
 * their order: the first is the sentence that states it.
 */
function ordered(pack: CasePack): CasePack {
  return {
    ...pack,
    organisations: byKey(pack.organisations).map((organisation) => ({
      ...organisation,
      aliases: [...organisation.aliases].sort((one, other) => compare(one.text, other.text)),
      identifiers: [...organisation.identifiers].sort(
        (one, other) => compare(one.scheme, other.scheme) || compare(one.value, other.value),
      ),
    })),
    sources: byKey(pack.sources),
    excerpts: byKey(pack.excerpts),
    statements: byKey(pack.statements),
    claims: byKey(pack.claims).map((claim) => ({ ...claim, statements: inOrder(claim.statements) })),
    findings: byKey(pack.findings).map((finding) => ({ ...finding, answers: inOrder(finding.answers) })),
    assessments: byKey(pack.assessments).map((assessment) => ({
      ...assessment,
      evidence: [...assessment.evidence].sort((one, other) =>
        compare((one.finding ?? one.statement)!, (other.finding ?? other.statement)!),
      ),
    })),
    rounds: byKey(pack.rounds).map((round) => ({
      ...round,
      companies: inOrder(round.companies),
      answers: [...round.answers]
        .sort((one, other) => compare(one.company, other.company) || compare(one.indicator, other.indicator))
        .map((answer) => ({
          ...answer,
          excerpts: inOrder(answer.excerpts),
          claims: inOrder(answer.claims),
          findings: inOrder(answer.findings),
        })),
    })),
    letterProfiles: byKey(pack.letterProfiles),
  };
}

/** The one text of a pack: parsing gives the members their order, sorting the lists theirs. */
export function canonicalText(pack: CasePack): string {
  return `${JSON.stringify(CasePack.parse(ordered(pack)), null, 2)}\n`;
}

/**
 * Records so that each comes after the one it points at: a report after the one it repeats, a version after the one
 * it replaces. The pack's rules have refused circles and keys that lead nowhere.
 */
export function parentsFirst<Item extends Keyed>(items: Item[], parentOf: (item: Item) => string | null): Item[] {
  const waiting = new Map(items.map((item) => [item.key, item]));
  const sorted: Item[] = [];
  for (const item of items) {
    const chain: Item[] = [];
    for (let next: Item | undefined = item; next && waiting.delete(next.key);) {
      chain.push(next);
      const parent = parentOf(next);
      next = parent === null ? undefined : waiting.get(parent);
    }
    sorted.push(...chain.reverse());
  }
  return sorted;
}
