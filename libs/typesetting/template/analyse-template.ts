import { fieldAt } from './catalogue.ts';
import type { Field, FieldCatalogue, FieldKind } from './catalogue.ts';
import { HELPERS, LIMITS } from './limits.ts';
import type { HelperName } from './limits.ts';
import type { TemplateProblem, TemplateProblemCode } from './problems.ts';

/** One place where the template reads a field. `pattern` is written `reports[].conduct`, `[]` once per loop. */
export interface FieldUse {
  pattern: string;
  field: Field;
  line: number;
  column: number;
}

export interface TemplateAnalysis {
  problems: TemplateProblem[];
  /** Keyed by the path node of the tree that was analysed. */
  uses: Map<hbs.AST.PathExpression, FieldUse>;
}

interface Scope {
  pattern: string;
  /** Null inside a list of plain texts, whose items have no members. */
  members: Record<string, Field> | null;
}

const TEXTUAL: FieldKind[] = ['text', 'number', 'ordinal', 'signatories'];
const ARGUMENT_KINDS: Record<HelperName, FieldKind[] | 'any'> = {
  if: 'any',
  unless: 'any',
  each: ['list'],
  with: ['group'],
  money: ['money'],
  date: ['date'],
  cite: ['citation'],
  quote: ['excerpt'],
};
const REMEDY: Partial<Record<FieldKind, string>> = {
  date: 'is a date: write {{date …}}',
  money: 'is an amount of money: write {{money …}}',
  excerpt: 'is a quotation: write {{quote …}}',
  citation: 'is a source: write {{cite …}}',
  list: 'is a list: write {{#each …}}',
  group: 'is a group: name one of its members',
  flag: 'is yes or no: write {{#if …}}',
};
const LOOP_VARIABLES = ['index', 'first', 'last'];
const PROTOTYPE_PARTS = new Set(['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'valueOf', 'toString']);

/**
 * Walks a parsed template against the allow-list of constructs (H3), the depth limits (H4) and the field
 * catalogue (H5). Reports every problem; stops at none.
 */
export function analyseTemplate(program: hbs.AST.Program, catalogue: FieldCatalogue): TemplateAnalysis {
  const walk = new Walk(catalogue);
  walk.program(program, 0, 0);
  return { problems: walk.problems, uses: walk.uses };
}

class Walk {
  readonly problems: TemplateProblem[] = [];
  readonly uses = new Map<hbs.AST.PathExpression, FieldUse>();
  private readonly scopes: Scope[];

  constructor(private readonly catalogue: FieldCatalogue) {
    this.scopes = [{ pattern: '', members: catalogue.fields }];
  }

  program(program: hbs.AST.Program | undefined, blockDepth: number, eachDepth: number): void {
    if (!program) return;
    if (program.blockParams?.length) {
      this.report(program, 'construct_not_allowed', 'Block parameters (as |name|) are not allowed.');
    }
    for (const statement of program.body) this.statement(statement, blockDepth, eachDepth);
  }

  private statement(statement: hbs.AST.Statement, blockDepth: number, eachDepth: number): void {
    switch (statement.type) {
      case 'ContentStatement':
      case 'CommentStatement':
        return;
      case 'MustacheStatement':
        return this.mustache(statement as hbs.AST.MustacheStatement);
      case 'BlockStatement':
        return this.block(statement as hbs.AST.BlockStatement, blockDepth, eachDepth);
      default:
        this.report(statement, 'construct_not_allowed', `${nameOfConstruct(statement.type)} are not allowed.`);
    }
  }

  private mustache(mustache: hbs.AST.MustacheStatement): void {
    if (!mustache.escaped) {
      return this.report(mustache, 'construct_not_allowed', 'Write {{field}}: {{{ }}} and {{& }} are not allowed.');
    }
    const path = this.callee(mustache);
    if (!path) return;
    const helper = helperNamed(path.original);
    if (mustache.params.length === 0 && !mustache.hash && !helper) {
      const use = this.resolve(path);
      if (use && !TEXTUAL.includes(use.field.kind)) {
        this.report(path, 'wrong_kind', `"${path.original}" ${REMEDY[use.field.kind] ?? 'cannot be printed'}.`);
      }
      return;
    }
    if (!helper || isBlockHelper(helper)) {
      return this.report(mustache, 'helper_not_allowed', `"${path.original}" is not one of ${HELPERS.join(', ')}.`);
    }
    this.call(mustache, helper, helper === 'cite' ? 4 : 1);
  }

  private block(block: hbs.AST.BlockStatement, blockDepth: number, eachDepth: number): void {
    const path = this.callee(block);
    if (!path) return;
    const helper = helperNamed(path.original);
    if (!helper || !isBlockHelper(helper)) {
      this.report(block, 'helper_not_allowed', `"${path.original}" cannot open a block: use if, unless, each or with.`);
      return;
    }
    const eaches = eachDepth + (helper === 'each' ? 1 : 0);
    if (blockDepth + 1 > LIMITS.blockDepth) {
      return this.report(block, 'too_deep', `Blocks may stand at most ${LIMITS.blockDepth} deep.`);
    }
    if (eaches > LIMITS.eachDepth) {
      return this.report(block, 'too_deep', `Loops may stand at most ${LIMITS.eachDepth} deep.`);
    }
    const use = this.call(block, helper, 1)[0];
    const scope = use && scopeOf(helper, use);
    if (scope) this.scopes.push(scope);
    // Without a resolved list or group the members inside cannot be judged: one error, not twenty.
    if (scope || helper === 'if' || helper === 'unless') this.program(block.program, blockDepth + 1, eaches);
    if (scope) this.scopes.pop();
    const chained = block.inverse as (hbs.AST.Program & { chained?: boolean }) | undefined;
    this.program(chained, chained?.chained ? blockDepth : blockDepth + 1, eachDepth);
  }

  private callee(call: hbs.AST.MustacheStatement | hbs.AST.BlockStatement): hbs.AST.PathExpression | null {
    if (call.path.type === 'PathExpression') return call.path as hbs.AST.PathExpression;
    this.report(call, 'construct_not_allowed', 'Write the name of a field, not a literal or a call.');
    return null;
  }

  private call(
    call: hbs.AST.MustacheStatement | hbs.AST.BlockStatement,
    helper: HelperName,
    most: number,
  ): (FieldUse | null)[] {
    if (call.hash?.pairs.length) {
      this.report(call.hash, 'wrong_arguments', `"${helper}" takes no name=value arguments.`);
    }
    if (call.params.length === 0 || call.params.length > most) {
      const wanted = most === 1 ? 'exactly one field' : `one to ${most} fields`;
      this.report(call, 'wrong_arguments', `"${helper}" takes ${wanted}.`);
      return [];
    }
    return call.params.map((param) => this.argument(param, helper));
  }

  private argument(param: hbs.AST.Expression, helper: HelperName): FieldUse | null {
    if (param.type !== 'PathExpression') {
      this.report(param, 'wrong_arguments', `"${helper}" takes a field, not a literal or a call.`);
      return null;
    }
    const path = param as hbs.AST.PathExpression;
    if (path.data && (helper === 'if' || helper === 'unless')) {
      this.loopVariable(path);
      return null;
    }
    const use = this.resolve(path);
    const kinds = ARGUMENT_KINDS[helper];
    if (use && kinds !== 'any' && !kinds.includes(use.field.kind)) {
      this.report(
        path,
        'wrong_kind',
        `"${helper}" takes a ${kinds.join(' or ')}; "${path.original}" is ${use.field.title}.`,
      );
      return null;
    }
    return use;
  }

  private loopVariable(path: hbs.AST.PathExpression): void {
    const name = path.parts[0];
    const inLoop = this.scopes.some((scope) => scope.pattern.endsWith('[]'));
    if (path.depth > 0 || path.parts.length !== 1 || !name || !LOOP_VARIABLES.includes(name) || !inLoop) {
      this.report(
        path,
        'construct_not_allowed',
        `"${path.original}" is not allowed; loops know @index, @first, @last.`,
      );
    }
  }

  private resolve(path: hbs.AST.PathExpression): FieldUse | null {
    if (path.data) {
      this.report(path, 'construct_not_allowed', `"${path.original}" is not allowed here.`);
      return null;
    }
    if (path.depth > LIMITS.parentSteps || path.depth >= this.scopes.length) {
      this.report(path, 'too_deep', `"${path.original}" steps out of the letter: too many "../".`);
      return null;
    }
    if (path.parts.some((part) => PROTOTYPE_PARTS.has(part))) {
      this.report(path, 'unknown_field', `"${path.original}" is not a field of a ${this.catalogue.title} letter.`);
      return null;
    }
    const scope = this.scopes[this.scopes.length - 1 - path.depth] as Scope;
    const pattern = [scope.pattern, ...path.parts].filter((part) => part !== '').join('.');
    const field = this.fieldOf(scope, path.parts);
    if (!field) {
      const message = `"${path.original}" is not a field of a ${this.catalogue.title} letter${within(scope)}.`;
      this.report(path, 'unknown_field', message);
      return null;
    }
    const use = { pattern, field, ...place(path) };
    this.uses.set(path, use);
    return use;
  }

  private fieldOf(scope: Scope, parts: string[]): Field | null {
    if (parts.length === 0) {
      const plainItem = scope.members === null;
      return plainItem
        ? { kind: 'text', title: fieldAt(this.catalogue, scope.pattern)?.title ?? '', required: true }
        : null;
    }
    let members = scope.members ?? undefined;
    let field: Field | null = null;
    for (const part of parts) {
      field = members && Object.hasOwn(members, part) ? (members[part] ?? null) : null;
      members = field?.kind === 'group' ? field.of : undefined;
    }
    return field;
  }

  private report(node: hbs.AST.Node, code: TemplateProblemCode, message: string): void {
    this.problems.push({ ...place(node), code, message });
  }
}

function scopeOf(helper: HelperName, use: FieldUse): Scope | null {
  if (helper === 'each') return { pattern: `${use.pattern}[]`, members: use.field.of ?? null };
  if (helper === 'with') return { pattern: use.pattern, members: use.field.of ?? {} };
  return null;
}

function helperNamed(name: unknown): HelperName | null {
  return HELPERS.find((helper) => helper === name) ?? null;
}

function isBlockHelper(helper: HelperName): boolean {
  return helper === 'if' || helper === 'unless' || helper === 'each' || helper === 'with';
}

function within(scope: Scope): string {
  return scope.pattern ? ` within "${scope.pattern.replaceAll('[]', '')}"` : '';
}

function place(node: hbs.AST.Node): { line: number; column: number } {
  return { line: node.loc.start.line, column: node.loc.start.column + 1 };
}

function nameOfConstruct(type: string): string {
  if (type.startsWith('Partial')) return 'Partials ({{> }})';
  if (type.startsWith('Decorator')) return 'Decorators and inline partials ({{* }})';
  return `Constructs of kind ${type}`;
}
