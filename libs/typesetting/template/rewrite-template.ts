import type { FieldUse } from './analyse-template.ts';

/** The helper that every bare field becomes. No template can call it: it is not on the allow-list. */
export const FIELD_HELPER = 'field';

/**
 * Rewrites a checked tree so that each read of a field passes through a helper of ours together with the
 * number of its use (rule H7). Handlebars alone prints nothing for a missing field; here it is recorded.
 * Returns the uses in the order of their numbers.
 */
export function rewriteTemplate(program: hbs.AST.Program, uses: Map<hbs.AST.PathExpression, FieldUse>): FieldUse[] {
  const numbered: FieldUse[] = [];
  const withUses = (call: hbs.AST.MustacheStatement | hbs.AST.BlockStatement) => {
    const numbers = call.params.map((param) => {
      const use = uses.get(param as hbs.AST.PathExpression);
      return use ? numbered.push(use) - 1 : -1;
    });
    call.hash = useHash(numbers, call.loc);
  };
  const rewrite = (part: hbs.AST.Program | undefined): void => {
    for (const statement of part?.body ?? []) {
      if (statement.type === 'MustacheStatement') {
        const mustache = statement as hbs.AST.MustacheStatement;
        if (mustache.params.length === 0) {
          mustache.params = [mustache.path as hbs.AST.PathExpression];
          mustache.path = simplePath(FIELD_HELPER, mustache.loc);
        }
        withUses(mustache);
      } else if (statement.type === 'BlockStatement') {
        const block = statement as hbs.AST.BlockStatement;
        withUses(block);
        rewrite(block.program);
        rewrite(block.inverse);
      }
    }
  };
  rewrite(program);
  return numbered;
}

function simplePath(name: string, loc: hbs.AST.SourceLocation): hbs.AST.PathExpression {
  return { type: 'PathExpression', data: false, depth: 0, parts: [name], original: name, loc };
}

function useHash(numbers: number[], loc: hbs.AST.SourceLocation): hbs.AST.Hash {
  const value = { type: 'StringLiteral', value: numbers.join(','), original: numbers.join(','), loc };
  const pair = { type: 'HashPair', key: 'uses', value, loc } as hbs.AST.HashPair;
  return { type: 'Hash', pairs: [pair], loc };
}
