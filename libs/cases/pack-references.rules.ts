import type { CasePack } from '@libs/contracts';
import type { InputProblem } from '@libs/platform/errors';

export const NUMBERED_KINDS = ['sources', 'excerpts', 'statements', 'claims', 'findings', 'assessments'] as const;
const KINDS = ['organisations', ...NUMBERED_KINDS, 'rounds', 'letterProfiles'] as const;
type Kind = (typeof KINDS)[number];

/** One place of a pack that names a record by its key. */
interface Naming {
  path: string;
  kind: Kind;
  key: string | null;
}

function each(path: string, kind: Kind, keys: string[]): Naming[] {
  return keys.map((key, index) => ({ path: `${path}.${index}`, kind, key }));
}

function namingsOfRound(round: CasePack['rounds'][number], path: string): Naming[] {
  return [
    ...each(`${path}.companies`, 'organisations', round.companies),
    ...round.answers.flatMap((answer, index): Naming[] => {
      const at = `${path}.answers.${index}`;
      return [
        { path: `${at}.company`, kind: 'organisations', key: answer.company },
        ...each(`${at}.excerpts`, 'excerpts', answer.excerpts),
        ...each(`${at}.claims`, 'claims', answer.claims),
        ...each(`${at}.findings`, 'findings', answer.findings),
      ];
    }),
  ];
}

function namingsOf(pack: CasePack): Naming[] {
  return [
    ...pack.sources.map(({ syndicatedFrom }, index) => naming(`sources.${index}`, { syndicatedFrom }, 'sources')),
    ...pack.excerpts.map(({ source }, index) => naming(`excerpts.${index}`, { source }, 'sources')),
    ...pack.statements.flatMap(({ excerpt, speakerOrganisation, viaOrganisation }, index) => [
      naming(`statements.${index}`, { excerpt }, 'excerpts'),
      naming(`statements.${index}`, { speakerOrganisation }, 'organisations'),
      naming(`statements.${index}`, { viaOrganisation }, 'organisations'),
    ]),
    ...pack.claims.flatMap(({ company, excerpt, statements, supersedes }, index) => [
      naming(`claims.${index}`, { company }, 'organisations'),
      naming(`claims.${index}`, { excerpt }, 'excerpts'),
      ...each(`claims.${index}.statements`, 'statements', statements),
      naming(`claims.${index}`, { supersedes }, 'claims'),
    ]),
    ...pack.findings.flatMap(({ subject, object, follows, excerpts, answers }, index) => [
      naming(`findings.${index}`, { subject }, 'organisations'),
      naming(`findings.${index}`, { object }, 'organisations'),
      naming(`findings.${index}`, { follows }, 'findings'),
      ...each(`findings.${index}.excerpts`, 'excerpts', excerpts),
      ...each(`findings.${index}.answers`, 'statements', answers),
    ]),
    ...pack.assessments.flatMap(({ claim, evidence }, index) => [
      naming(`assessments.${index}`, { claim }, 'claims'),
      ...evidence.flatMap(({ finding, statement }, place) => [
        naming(`assessments.${index}.evidence.${place}`, { finding }, 'findings'),
        naming(`assessments.${index}.evidence.${place}`, { statement }, 'statements'),
      ]),
    ]),
    ...pack.rounds.flatMap((round, index) => namingsOfRound(round, `rounds.${index}`)),
    ...pack.letterProfiles.map(({ company }, index) => naming(`letterProfiles.${index}`, { company }, 'organisations')),
  ];
}

function naming(path: string, field: Record<string, string | null>, kind: Kind): Naming {
  const [name, key] = Object.entries(field)[0]!;
  return { path: `${path}.${name}`, kind, key };
}

function dangling(pack: CasePack): InputProblem[] {
  const known = new Map<Kind, Set<string>>(KINDS.map((kind) => [kind, new Set(pack[kind].map(({ key }) => key))]));
  return namingsOf(pack)
    .filter(({ kind, key }) => key !== null && !known.get(kind)!.has(key))
    .map(({ path, kind, key }) => ({
      path,
      code: 'no_such_key',
      message: `${kind} has no record with the key ${key}`,
    }));
}

/** Values that stand twice, at the path of the later one. */
function repeated<Item>(
  items: Item[],
  path: (index: number) => string,
  valueOf: (item: Item) => string | number | null,
) {
  const first = new Map<string | number, number>();
  return items.flatMap((item, index): InputProblem[] => {
    const value = valueOf(item);
    if (value === null) return [];
    const before = first.get(value);
    if (before === undefined) {
      first.set(value, index);
      return [];
    }
    return [{ path: path(index), code: 'twice', message: `${value} already stands at ${path(before)}` }];
  });
}

function repetitions(pack: CasePack): InputProblem[] {
  const list = (path: string, keys: string[]) =>
    repeated(
      keys,
      (place) => `${path}.${place}`,
      (key) => key,
    );
  return [
    ...KINDS.flatMap((kind) =>
      repeated<{ key: string }>(
        pack[kind],
        (index) => `${kind}.${index}.key`,
        ({ key }) => key,
      ),
    ),
    ...NUMBERED_KINDS.flatMap((kind) =>
      repeated<{ number: number }>(
        pack[kind],
        (index) => `${kind}.${index}.number`,
        ({ number }) => number,
      ),
    ),
    ...pack.claims.flatMap(({ statements }, index) => list(`claims.${index}.statements`, statements)),
    ...pack.findings.flatMap(({ excerpts, answers }, index) => [
      ...list(`findings.${index}.excerpts`, excerpts),
      ...list(`findings.${index}.answers`, answers),
    ]),
    ...pack.assessments.flatMap(({ evidence }, index) =>
      repeated(
        evidence,
        (place) => `assessments.${index}.evidence.${place}`,
        ({ finding, statement }) => finding ?? statement,
      ),
    ),
    ...pack.rounds.flatMap(({ companies, answers }, index) => [
      ...list(`rounds.${index}.companies`, companies),
      ...repeated(
        answers,
        (place) => `rounds.${index}.answers.${place}`,
        ({ company, indicator }) => (company === null || indicator === null ? null : `${company} ${indicator}`),
      ),
      ...answers.flatMap(({ excerpts, claims, findings }, place) => [
        ...list(`rounds.${index}.answers.${place}.excerpts`, excerpts),
        ...list(`rounds.${index}.answers.${place}.claims`, claims),
        ...list(`rounds.${index}.answers.${place}.findings`, findings),
      ]),
    ]),
  ];
}

function circles<Item extends { key: string }>(
  items: Item[],
  path: (index: number) => string,
  parentOf: (item: Item) => string | null,
): InputProblem[] {
  const parents = new Map(items.map((item) => [item.key, parentOf(item)]));
  const walked = new Set<string>();
  const inCircle = new Set<string>();
  for (const { key } of items) {
    const chain: string[] = [];
    let next: string | null = key;
    for (; next !== null && !walked.has(next); next = parents.get(next) ?? null) {
      walked.add(next);
      chain.push(next);
    }
    const start = next === null ? -1 : chain.indexOf(next);
    if (start >= 0) for (const member of chain.slice(start)) inCircle.add(member);
  }
  return items.flatMap(({ key }, index) =>
    inCircle.has(key) ? [{ path: path(index), code: 'circle', message: `${key} leads back to itself` }] : [],
  );
}

/** What was withdrawn stays where it was withdrawn: a pack has no room for the reason. */
function withdrawnRecords(pack: CasePack): InputProblem[] {
  const gone = (records: { status: string }[], path: string) =>
    records.flatMap(({ status }, index): InputProblem[] => {
      if (status !== 'withdrawn') return [];
      const message = 'a pack holds no withdrawn records: leave it out';
      return [{ path: `${path}.${index}.status`, code: 'withdrawn', message }];
    });
  return [
    ...(['sources', 'statements', 'claims', 'findings', 'assessments'] as const).flatMap((kind) =>
      gone(pack[kind], kind),
    ),
    ...pack.rounds.flatMap(({ answers }, index) => gone(answers, `rounds.${index}.answers`)),
  ];
}

/** Evidence that names both a finding and a statement, or neither; answers for a company that is not in the round. */
function misplaced(pack: CasePack): InputProblem[] {
  const evidence = pack.assessments.flatMap((assessment, index) =>
    assessment.evidence.flatMap(({ finding, statement }, place): InputProblem[] => {
      if ((finding === null) !== (statement === null)) return [];
      const message = 'name a finding or a statement, one of the two';
      return [{ path: `assessments.${index}.evidence.${place}`, code: 'one_of_two', message }];
    }),
  );
  const recorded = new Set(pack.organisations.map(({ key }) => key));
  const answers = pack.rounds.flatMap((round, index) => {
    const companies = new Set(round.companies);
    return round.answers.flatMap(({ company }, place): InputProblem[] => {
      if (companies.has(company) || !recorded.has(company)) return [];
      const path = `rounds.${index}.answers.${place}.company`;
      return [{ path, code: 'not_in_round', message: `${company} is not among the companies of the round` }];
    });
  });
  return [...evidence, ...answers];
}

/**
 * What is wrong with how the records of a pack name each other: keys and numbers that stand twice, keys that lead
 * nowhere, chains that lead back to their start, and records that have no place in a pack.
 */
export function referenceProblems(pack: CasePack): InputProblem[] {
  return [
    ...repetitions(pack),
    ...dangling(pack),
    ...withdrawnRecords(pack),
    ...misplaced(pack),
    ...circles(
      pack.sources,
      (index) => `sources.${index}.syndicatedFrom`,
      (source) => source.syndicatedFrom,
    ),
    ...circles(
      pack.claims,
      (index) => `claims.${index}.supersedes`,
      (claim) => claim.supersedes,
    ),
    ...circles(
      pack.findings,
      (index) => `findings.${index}.follows`,
      (finding) => finding.follows,
    ),
  ];
}
