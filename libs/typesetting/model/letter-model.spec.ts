import { readFileSync } from 'node:fs';
import { assetPath } from '../package-root.ts';
import { composeLetter } from '../template/compose-letter.ts';
import { FIRST_CONTACT } from '../template/first-contact.catalogue.ts';
import { NotALetterModel, parseLetterModel } from './letter-model.ts';
import type { LetterModel } from './letter-model.ts';
import { canonicalJson, modelHash } from './model-hash.ts';

const model = (): LetterModel =>
  composeLetter(
    readFileSync(assetPath('libs/letters/templates/first-contact.md.hbs'), 'utf8'),
    FIRST_CONTACT,
    JSON.parse(readFileSync(assetPath('test/support/intel-first-contact.json'), 'utf8')),
  );
const problemsOf = (json: unknown) => {
  try {
    parseLetterModel(json);
  } catch (error) {
    return (error as NotALetterModel).problems;
  }
  return [];
};

describe('a stored letter model', () => {
  it('is read back with the same hash, whatever the order of its keys', () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .map(([key, member]) => [key, turned(member)])
          .reverse(),
      );
    };
    const stored = turned(model());
    expect(JSON.stringify(stored)).not.toBe(JSON.stringify(model()));
    expect(modelHash(parseLetterModel(stored))).toBe(modelHash(model()));
    expect(canonicalJson({ b: [1, { d: null, c: undefined }], a: 'é' })).toBe('{"a":"é","b":[1,{"d":null}]}');
  });

  it('is refused with every fault by path', () => {
    const stored = JSON.parse(JSON.stringify(model()));
    stored.meta.date = 'yesterday';
    stored.blocks[0].kind = 'script';
    stored.extra = true;
    const paths = problemsOf(stored).map((problem) => problem.path);
    expect(paths).toEqual(expect.arrayContaining(['meta.date', 'blocks.0.kind', '(whole)']));
    expect(problemsOf('text')).toHaveLength(1);
    expect(problemsOf({ ...model(), version: 2 }).map((problem) => problem.path)).toEqual(['version']);
  });

  it('is refused when notes and references do not match', () => {
    const lacking = model();
    lacking.footnotes.pop();
    expect(problemsOf(lacking)[0]?.message).toBe('5 notes, but the text refers to 6');
    const misnumbered = model();
    misnumbered.footnotes[0]!.number = 2;
    expect(problemsOf(misnumbered)[0]?.message).toBe('number 2 stands at place 1');
    const disordered = model();
    disordered.blocks.push({ kind: 'paragraph', runs: [{ kind: 'footnote', number: 1, first: true }] });
    expect(problemsOf(disordered)[0]?.message).toBe('footnote 1 is referred to out of order');
  });
});
