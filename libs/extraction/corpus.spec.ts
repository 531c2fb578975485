import { extract } from './extract.ts';

interface Judgement {
  kinds: Record<string, { wanted: number; given: number; right: number }>;
  speakers: { wanted: number; right: number };
  misses: string[];
}
const { judge, readCorpus } = (await import(new URL('../../test/extraction/judge.mjs', import.meta.url).href)) as {
  judge: (rules: typeof extract, corpus: unknown[]) => Judgement;
  readCorpus: (name: string) => unknown[];
};

it('the paragraphs that the rules were worked on give their truth', () => {
  const corpus = readCorpus('worked-on');
  expect(corpus.length).toBeGreaterThanOrEqual(60);
  expect(judge(extract, corpus).misses).toEqual([]);
});

it('on the paragraphs held out, nothing false is suggested and few things are missed', () => {
  const { kinds, speakers } = judge(extract, readCorpus('held-out'));
  for (const { given, right } of Object.values(kinds)) expect(given).toBe(right);
  expect(kinds.q!.right / kinds.q!.wanted).toBeGreaterThanOrEqual(0.95);
  expect(speakers.right / speakers.wanted).toBeGreaterThanOrEqual(0.9);
});
