import type { PublishedMapping } from '../file/method-file.ts';
import type { MethodRules, NodeRules } from '../file/method-rules.ts';
import { comparable } from '../file/method-rules.ts';
import type { TableRow } from '../answers/csv-rows.ts';
import { comparableMap, columnsOf, Heads, numberOf, Problems, rowFilter } from '../answers/table-heads.ts';
import type { Cell } from '../answers/table-heads.ts';
import { chooseForm, NodeNames, publishedForms } from './published-form.ts';
import type { PublishedForm } from './published-form.ts';
import type { PublishedAbsence, PublishedCell, PublishedRank, PublishedTable } from './published-table.ts';

interface Column {
  readonly name: string;
  readonly node: NodeRules;
  readonly cell: Cell;
  readonly isRank: boolean;
}

const DEFAULT_TOLERANCE = 1e-6;

/** True for nodes whose result is a word: an answer, a level, Yes, Partial or No, a band. */
function hasLabels({ bands, leaf, rubric, rollup }: NodeRules): boolean {
  if (bands.length > 0 || (leaf && rubric !== null)) return true;
  return ['tri_state', 'level_gate', 'branch'].includes(rollup ?? '');
}

/**
 * Gathers the rows of a published table by the method's `published`. First `heads`, then each row; `finish` gives the
 * table. What cannot be read is kept as a problem with its line; a table without problems is read whole.
 */
export class PublishedReader {
  private readonly problems = new Problems();
  private readonly cells: PublishedCell[] = [];
  private readonly ranks: PublishedRank[] = [];
  private readonly companies: string[] = [];
  private readonly seen = new Map<string, number>();
  private form: PublishedForm | null = null;
  private mapping: PublishedMapping = {};
  private names: NodeNames;
  private company: Cell = () => '';
  private node: Cell = () => '';
  private long: { readonly name: string; readonly cell: Cell; readonly isRank: boolean }[] = [];
  private wide: Column[] = [];
  private isWanted: (cells: readonly string[]) => boolean = () => true;
  private absences: ReadonlyMap<string, PublishedAbsence> = new Map();
  private labels: ReadonlyMap<string, string> = new Map();
  private aliases: ReadonlyMap<string, string> = new Map();

  /** @param forms those that the file may have, by how it is written down (`publishedForms`) */
  constructor(
    private readonly method: MethodRules,
    private readonly forms: readonly PublishedMapping[] = publishedForms(method)[0]!.mappings,
  ) {
    this.names = new NodeNames(method);
  }

  /** True when the heads fit a form; what is refused then is the table, not the form. */
  get isUnderstood(): boolean {
    return this.form !== null;
  }

  /** @throws TableRefused where the table fits no form that the method names, or a column is no node of it */
  heads({ line, cells }: TableRow): void {
    const heads = new Heads(cells);
    const form = chooseForm(this.method, this.forms, heads);
    if ('lacking' in form) {
      const lacks = form.lacking.join('; ');
      this.problems.say(line, null, `The columns are ${heads.names.join(', ')}. What they lack: ${lacks}.`);
      return this.problems.refuse();
    }
    this.form = form;
    this.mapping = form.mapping;
    const { columns = {}, where, absences, values, companies, nodes } = form.mapping;
    this.names = new NodeNames(this.method, nodes);
    this.absences = comparableMap(absences);
    this.labels = comparableMap(values);
    this.aliases = comparableMap(companies);
    this.isWanted = rowFilter(heads, where);
    this.company = heads.cell(columns.company ?? 'company');
    if (form.isWide) this.takeColumns(line, heads);
    else {
      this.node = heads.cell(columns.node ?? 'node');
      this.long = (['value', 'rank'] as const).flatMap((kind) => {
        const name = columns[kind] ?? kind;
        return heads.has(name) ? [{ name, cell: heads.cell(name), isRank: kind === 'rank' }] : [];
      });
    }
    this.problems.refuse();
  }

  private takeColumns(line: number, heads: Heads): void {
    const { columns = {}, where = {}, ranks, unmappedNodes } = this.mapping;
    const used = new Set([...columnsOf(columns.company ?? 'company'), ...Object.keys(where)].map(comparable));
    const ranked = comparableMap(ranks);
    for (const name of heads.names) {
      if (name === '' || used.has(comparable(name))) continue;
      used.add(comparable(name));
      const rankOf = ranked.get(comparable(name));
      const node = rankOf === undefined ? this.names.find(name) : this.names.find(rankOf);
      if (node) this.wide.push({ name, node, cell: heads.cell(name), isRank: rankOf !== undefined });
      else if (rankOf !== undefined) this.problems.say(line, name, this.names.reason(rankOf));
      else if (unmappedNodes !== 'ignore') this.problems.say(line, name, this.names.reason(name));
    }
  }

  row({ line, cells }: TableRow): void {
    if (!this.isWanted(cells)) return;
    const written = this.company(cells);
    if (written === '') return this.problems.say(line, 'company', 'The company has no name.');
    const company = this.aliases.get(comparable(written)) ?? written;
    if (!this.seen.has(`${comparable(company)}`)) {
      this.seen.set(comparable(company), line);
      this.companies.push(company);
    }
    if (this.form!.isWide) {
      for (const { name, node, cell, isRank } of this.wide) this.take(line, company, node, name, cell(cells), isRank);
      return;
    }
    const nodeName = this.node(cells);
    const node = this.names.find(nodeName);
    if (!node) {
      if (this.mapping.unmappedNodes !== 'ignore') this.problems.say(line, nodeName, this.names.reason(nodeName));
      return;
    }
    for (const { name, cell, isRank } of this.long) this.take(line, company, node, name, cell(cells), isRank);
  }

  private take(line: number, company: string, node: NodeRules, column: string, text: string, isRank: boolean): void {
    const key = `${isRank ? 'rank' : 'value'}\n${node.index}\n${comparable(company)}`;
    const first = this.seen.get(key);
    if (first !== undefined) {
      const what = isRank ? 'rank' : 'value';
      return this.problems.say(line, column, `"${company}" has a ${what} of "${node.id}" already, on line ${first}.`);
    }
    this.seen.set(key, line);
    const place = { company, node, line, column, text };
    const absence = text === '' ? 'not_published' : (this.absences.get(comparable(text)) ?? null);
    if (isRank) {
      if (absence !== null) return void this.ranks.push({ ...place, rank: null });
      const rank = /^=?(\d+)=?$/.exec(text)?.[1];
      if (rank === undefined)
        return this.problems.say(line, column, `"${text}" is no rank: a whole number, such as 4 or 4=.`);
      return void this.ranks.push({ ...place, rank: Number(rank) });
    }
    const none = { ...place, value: null, digits: null, label: null, absence: null };
    if (absence !== null) return void this.cells.push({ ...none, absence });
    const { decimal = '.' } = this.mapping;
    const label = this.labels.get(comparable(text));
    const value = label === undefined ? numberOf(text.replace(/\s*%$/, ''), decimal) : null;
    if (value !== null) return void this.cells.push({ ...none, value, digits: digitsOf(text, decimal) });
    if (label !== undefined || hasLabels(node)) return void this.cells.push({ ...none, label: label ?? text });
    this.problems.say(line, column, `"${text}" is no number, and published.absences does not say what it means.`);
  }

  /** The table. @throws TableRefused with what could not be read, by line */
  finish(): PublishedTable {
    this.problems.refuse();
    const { cells, ranks, companies } = this;
    return { cells, ranks, companies, tolerance: this.mapping.tolerance ?? DEFAULT_TOLERANCE };
  }
}

/** Digits behind the point; null for a number written with an exponent. */
function digitsOf(text: string, decimal: '.' | ','): number | null {
  if (/e/i.test(text)) return null;
  const behind = text.replace(/\s*%$/, '').split(decimal)[1];
  return behind?.length ?? 0;
}
