import { readPack } from './packs/pack.support.ts';
import { canonicalText, parentsFirst } from './pack-form.ts';

const packs = ['./founding.json', './sample.json'].map((file) => [file, readPack(file)] as const);

/** The same value with every list turned round, but for those whose order has a meaning. */
function reversed(value: unknown, name = ''): unknown {
  const keepsOrder = ['passages', 'sourceTypes', 'hedges', 'senderAddress', 'companyAddress', 'asks', 'callWindows'];
  if (Array.isArray(value)) {
    const items = value.map((item) => reversed(item, name));
    return keepsOrder.includes(name) || name === 'findings.excerpts' ? items : items.reverse();
  }
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).reverse();
  const inside = 'findingType' in value ? 'findings.' : '';
  return Object.fromEntries(members.map(([key, inner]) => [key, reversed(inner, `${inside}${key}`)]));
}

describe('the canonical text of a pack', () => {
  it.each(packs)('%s is its own', (_file, { text, pack }) => {
    expect(canonicalText(pack)).toBe(text);
  });

  it.each(packs)('%s has one whatever the order of members and lists', (_file, { text, pack }) => {
    const turned = reversed(pack) as typeof pack;
    expect(JSON.stringify(turned)).not.toBe(JSON.stringify(pack));
    expect(canonicalText(turned)).toBe(text);
  });

  it('keeps the order of the excerpts of a finding: the first states it', () => {
    const { pack } = readPack('./sample.json');
    const turned = {
      ...pack,
      findings: pack.findings.map((finding) => ({ ...finding, excerpts: [...finding.excerpts].reverse() })),
    };
    expect(canonicalText(turned)).not.toBe(canonicalText(pack));
  });
});

describe('records with those that they point at', () => {
  const order = (links: Record<string, string | null>) =>
    parentsFirst(
      Object.keys(links).map((key) => ({ key })),
      ({ key }) => links[key]!,
    ).map(({ key }) => key);

  it.each([
    [{ a: null, b: null }, ['a', 'b']],
    [{ a: 'b', b: null }, ['b', 'a']],
    [{ a: 'b', b: 'c', c: null }, ['c', 'b', 'a']],
    [{ a: 'c', b: 'c', c: null }, ['c', 'a', 'b']],
    [{ c: null, a: 'c', b: 'a' }, ['c', 'a', 'b']],
  ])('%j are written as %j', (links, written) => {
    expect(order(links as Record<string, string | null>)).toEqual(written);
  });
});
