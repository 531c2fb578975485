import { readFileSync } from 'node:fs';
import { assetPath } from '../package-root.ts';
import { checkTemplate } from './check-template.ts';
import { FIRST_CONTACT } from './first-contact.catalogue.ts';
import { LIMITS } from './limits.ts';

const check = (source: unknown) => checkTemplate(source, FIRST_CONTACT);
const codes = (source: unknown) => check(source).map((problem) => problem.code);

describe('the save-time check of a template', () => {
  it('passes the shipped first-contact letter', () => {
    expect(check(readFileSync(assetPath('libs/letters/templates/first-contact.md.hbs'), 'utf8'))).toEqual([]);
  });

  it('names every fault at once, each at its own line and column', () => {
    const source = 'Dear {{salutaton}},\n\n{{#each asks}}\n1. {{txt}} {{letter_date}}\n{{/each}}\n{{{issue_title}}}';
    expect(check(source)).toEqual([
      { line: 1, column: 8, code: 'unknown_field', message: '"salutaton" is not a field of a First contact letter.' },
      {
        line: 4,
        column: 6,
        code: 'unknown_field',
        message: '"txt" is not a field of a First contact letter within "asks".',
      },
      {
        line: 4,
        column: 14,
        code: 'unknown_field',
        message: '"letter_date" is not a field of a First contact letter within "asks".',
      },
      {
        line: 6,
        column: 1,
        code: 'construct_not_allowed',
        message: 'Write {{field}}: {{{ }}} and {{& }} are not allowed.',
      },
    ]);
  });

  it.each([
    ['an object in place of text', { type: 'Program', body: [] }, 'not_text'],
    ['nothing', undefined, 'not_text'],
    ['text beyond 64 KB', 'x'.repeat(LIMITS.sourceCharacters + 1), 'too_long'],
    ['a reserved character', 'a\uE000b', 'reserved_character'],
    ['501 fields', '{{issue_title}}'.repeat(501), 'too_many_fields'],
    ['a raw block', '{{{{raw}}}}x{{{{/raw}}}}', 'construct_not_allowed'],
    ['a call within a call', '{{date (lookup this "x")}}', 'construct_not_allowed'],
    ['an unclosed block', '{{#if holding}}x', 'syntax'],
    ['a block closed by another name', 'a\n{{#if holding}}x{{/each}}', 'syntax'],
    ['triple-stash', '{{{issue_title}}}', 'construct_not_allowed'],
    ['an ampersand field', '{{&issue_title}}', 'construct_not_allowed'],
    ['a partial', '{{> letterhead}}', 'construct_not_allowed'],
    ['a dynamic partial by block', '{{#> layout}}x{{/layout}}', 'construct_not_allowed'],
    ['an inline partial', '{{#*inline "x"}}y{{/inline}}', 'construct_not_allowed'],
    ['a decorator', '{{* decorate}}', 'construct_not_allowed'],
    ['lookup', '{{lookup this "constructor"}}', 'helper_not_allowed'],
    ['log', '{{log issue_title}}', 'helper_not_allowed'],
    ['a helper missing', '{{#helperMissing}}x{{/helperMissing}}', 'helper_not_allowed'],
    ['a field as a block', '{{#issue_title}}x{{/issue_title}}', 'helper_not_allowed'],
    ['the root', '{{@root.issue_title}}', 'construct_not_allowed'],
    ['a prototype', '{{constructor.name}}', 'unknown_field'],
    ['a prototype of a field', '{{issue_title.__proto__}}', 'unknown_field'],
    ['a prototype by brackets', '{{this.[constructor]}}', 'unknown_field'],
    ['the whole context', '{{this}}', 'unknown_field'],
    ['a step above the letter', '{{../issue_title}}', 'too_deep'],
    ['block parameters', '{{#each asks as |ask|}}x{{/each}}', 'construct_not_allowed'],
    ['named arguments', '{{date letter_date style="short"}}', 'wrong_arguments'],
    ['a literal argument', '{{date "2019-01-01"}}', 'wrong_arguments'],
    ['two arguments where one belongs', '{{date letter_date reply_due_date}}', 'wrong_arguments'],
    ['a helper without its field', '{{date}}', 'wrong_arguments'],
    ['a literal as a field', '{{"issue_title"}}', 'construct_not_allowed'],
    ['a date as text', '{{letter_date}}', 'wrong_kind'],
    ['a quotation as text', '{{#with policy_quote}}{{excerpt}}{{/with}}', 'wrong_kind'],
    ['a source as text', '{{#each reports}}{{citation}}{{/each}}', 'wrong_kind'],
    ['text as a date', '{{date issue_title}}', 'wrong_kind'],
    ['text as a quotation', '{{quote issue_title}}', 'wrong_kind'],
    ['a loop over text', '{{#each issue_title}}x{{/each}}', 'wrong_kind'],
    ['emphasis without end', '*a '.repeat(600), 'markdown_too_complex'],
    ['quotes in quotes', `${'> '.repeat(40)}x`, 'markdown_too_complex'],
  ])('refuses %s', (_, source, code) => {
    expect(codes(source)).toContain(code);
  });

  it('allows blocks four deep and loops two deep, not more', () => {
    const nested = (depth: number) => '{{#if holding}}'.repeat(depth) + 'x' + '{{/if}}'.repeat(depth);
    expect(codes(nested(4))).toEqual([]);
    expect(codes(nested(5))).toEqual(['too_deep']);
    const loops = (depth: number) =>
      '{{#each asks}}{{#each ../asks}}'.slice(0, depth * 14) + 'x' + '{{/each}}'.repeat(depth);
    expect(codes('{{#each asks}}{{#each ../asks}}{{text}}{{../text}}{{/each}}{{/each}}')).toEqual([]);
    expect(codes('{{#each asks}}{{#each ../asks}}{{#each ../../asks}}x{{/each}}{{/each}}{{/each}}')).toEqual([
      'too_deep',
    ]);
    expect(codes(loops(1))).toEqual([]);
  });

  it('counts an else-if chain as one level', () => {
    const chain = '{{#if holding}}a{{else if policy_quote}}b{{else if disclaimer_block}}c{{else}}d{{/if}}';
    expect(codes(`{{#if holding}}{{#if holding}}{{#if holding}}${chain}{{/if}}{{/if}}{{/if}}`)).toEqual([]);
  });

  it.each([
    ['3,000 nested blocks', '{{#if a}}'.repeat(3000)],
    ['nested blocks hidden behind comments', '{{!-- {{/if}} --}}{{#if a}}'.repeat(240)],
    ['48 KB of emphasis marks', '*'.repeat(48_000)],
    ['brackets', '['.repeat(20_000)],
    ['a long path', `{{${'a.'.repeat(20_000)}a}}`],
    ['open mustaches only', '{{'.repeat(30_000)],
  ])('answers about %s within 300 ms', (_, source) => {
    const started = performance.now();
    expect(check(source).length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(300);
  });
});
