import Handlebars from 'handlebars';
import type { FieldUse } from './analyse-template.ts';
import type { CitationEntry, ExcerptEntry, FieldRecord, FieldValue, MoneyEntry, SignatoryEntry } from './context.ts';
import { HELPERS, LIMITS } from './limits.ts';
import { printDate, printMoney, printNumber } from './print-value.ts';
import { TemplateLimitReached } from './problems.ts';
import { FIELD_HELPER, rewriteTemplate } from './rewrite-template.ts';
import { tokenFor } from './slots.ts';
import type { Slot } from './slots.ts';

export interface TemplateRun {
  /** Markdown in which every value is a token. */
  markdown: string;
  slots: Slot[];
  /** Optional fields that the template prints although they are empty, by concrete path. */
  missing: { path: string; use: FieldUse }[];
}

/**
 * Runs a checked template over a context that `readContext` made. The Handlebars instance is this run's
 * own, knows our helpers only and compiles a tree whose field reads were rewritten. Throws
 * `TemplateLimitReached` when the fuel or the output cap is spent.
 */
export function runTemplate(
  program: hbs.AST.Program,
  uses: Map<hbs.AST.PathExpression, FieldUse>,
  fields: FieldRecord,
  locale: string,
): TemplateRun {
  const run = new Run(rewriteTemplate(program, uses), locale);
  const instance = Handlebars.create();
  for (const name of Object.keys(instance.helpers)) instance.unregisterHelper(name);
  for (const [name, helper] of Object.entries(run.helpers())) instance.registerHelper(name, helper);
  const template = instance.compile(program, {
    noEscape: true,
    knownHelpersOnly: true,
    knownHelpers: Object.fromEntries([...HELPERS, FIELD_HELPER].map((name) => [name, true])),
    preventIndent: true,
  } as CompileOptions);
  const markdown = template(fields, {
    allowProtoPropertiesByDefault: false,
    allowProtoMethodsByDefault: false,
    allowCallsToHelperMissing: false,
  });
  return { markdown: run.within(markdown), slots: run.slots, missing: run.missing };
}

type Options = Handlebars.HelperOptions;

class Run {
  readonly slots: Slot[] = [];
  readonly missing: TemplateRun['missing'] = [];
  private readonly indices: number[] = [];
  private fuel: number = LIMITS.fuel;

  constructor(
    private readonly uses: FieldUse[],
    private readonly locale: string,
  ) {}

  helpers(): Record<string, Handlebars.HelperDelegate> {
    return {
      ...this.blockHelpers(),
      [FIELD_HELPER]: (value: FieldValue, options: Options) =>
        this.read(value, options, 0, (found, field, use) => this.bare(found, field, use)),
      date: (value: FieldValue, options: Options) =>
        this.read(value, options, 0, (found, field) => this.text(printDate(found as string, this.locale), field)),
      money: (value: FieldValue, options: Options) =>
        this.read(value, options, 0, (found, field) => this.text(printMoney(found as MoneyEntry, this.locale), field)),
      quote: (value: FieldValue, options: Options) =>
        this.read(value, options, 0, (found, field) =>
          this.slot({ kind: 'quotation', entry: found as ExcerptEntry, field }),
        ),
      cite: (...given: unknown[]) => {
        const options = given.at(-1) as Options;
        const cite = (value: unknown, at: number) =>
          this.read(value as FieldValue, options, at, (found, field) =>
            this.slot({ kind: 'citation', entry: found as CitationEntry, field }),
          );
        return given.slice(0, -1).map(cite).join('');
      },
    };
  }

  private blockHelpers(): Record<string, Handlebars.HelperDelegate> {
    const choose = (wanted: boolean, value: FieldValue, options: Options, self: unknown): string => {
      this.spend();
      return this.within(isTrue(value) === wanted ? options.fn(self) : options.inverse(self));
    };
    const enter = (value: FieldValue, options: Options, self: unknown): string => {
      this.spend();
      return this.within(isTrue(value) ? options.fn(entered(value)) : options.inverse(self));
    };
    const each = (items: FieldValue, options: Options, self: unknown): string =>
      this.each(Array.isArray(items) ? items : [], options, self);
    // Handlebars hands the current record over as `this`.
    return {
      if: function (value: FieldValue, options: Options) {
        return choose(true, value, options, this);
      },
      unless: function (value: FieldValue, options: Options) {
        return choose(false, value, options, this);
      },
      with: function (value: FieldValue, options: Options) {
        return enter(value, options, this);
      },
      each: function (items: FieldValue, options: Options) {
        return each(items, options, this);
      },
    };
  }

  /** Passes text on while the output cap holds; blocks count each time they close. */
  within(output: string): string {
    if (output.length > LIMITS.outputCharacters) {
      const most = LIMITS.outputCharacters.toLocaleString('en');
      throw new TemplateLimitReached('output', `The letter grew beyond ${most} characters.`);
    }
    return output;
  }

  private spend(): void {
    this.fuel -= 1;
    if (this.fuel < 0) {
      const most = LIMITS.fuel.toLocaleString('en');
      throw new TemplateLimitReached('fuel', `The template took more than ${most} steps; its loops are too large.`);
    }
  }

  private each(items: FieldValue[], options: Options, self: unknown): string {
    this.spend();
    if (items.length === 0) return this.within(options.inverse(self));
    let output = '';
    items.forEach((item, index) => {
      this.spend();
      this.indices.push(index);
      const frame = Handlebars.createFrame(options.data ?? {}) as Record<string, unknown>;
      Object.assign(frame, { index, first: index === 0, last: index === items.length - 1 });
      output = this.within(output + options.fn(entered(item), { data: frame }));
      this.indices.pop();
    });
    return output;
  }

  private read(
    value: FieldValue,
    options: Options,
    at: number,
    print: (found: FieldValue, field: string, use: FieldUse) => string,
  ): string {
    this.spend();
    const use = this.uses[Number(String(options.hash['uses']).split(',')[at])];
    if (!use) throw new Error('A field was read that the check did not see.');
    const field = this.concrete(use.pattern);
    if (value === undefined || value === null) {
      this.missing.push({ path: field, use });
      return '';
    }
    return print(value, field, use);
  }

  private bare(found: FieldValue, field: string, use: FieldUse): string {
    if (use.field.kind === 'signatories') {
      return this.slot({ kind: 'signatories', entries: found as SignatoryEntry[], field });
    }
    // Digits of a whole number cannot carry syntax, and as digits they can number a list item.
    if (use.field.kind === 'ordinal') return String(found);
    return this.text(typeof found === 'number' ? printNumber(found, this.locale) : String(found), field);
  }

  private text(text: string, field: string): string {
    return this.slot({ kind: 'text', text, field });
  }

  private slot(slot: Slot): string {
    return tokenFor(this.slots.push(slot) - 1);
  }

  /** `reports[].conduct` inside the third turn of the loop is `reports[2].conduct`. */
  private concrete(pattern: string): string {
    let loop = 0;
    return pattern.replace(/\[\]/g, () => `[${this.indices[loop++] ?? 0}]`);
  }
}

function isTrue(value: FieldValue): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/**
 * A copy of its own for each block entered. Handlebars counts `../` by comparing contexts: two equal texts,
 * or one record entered twice, would make it skip a level that the check has counted.
 */
function entered(item: FieldValue): unknown {
  if (typeof item === 'object' && item !== null) return Object.assign(Object.create(null) as object, item);
  return new String(item);
}
