import { EVIDENCE_GRADES, RESEARCH_STATUSES } from '@libs/domain/vocabulary';
import type { EvidenceGrade, ResearchStatus } from '@libs/domain/vocabulary';
import { ANSWER_COLUMNS } from '../file/schema-parts.ts';
import { comparable } from '../file/method-rules.ts';
import type { MethodRules, NodeRules } from '../file/method-rules.ts';
import { byText } from './answer-table.ts';
import type { AnswerTable, CompanyAnswers, Subject } from './answer-table.ts';
import type { TableRow } from './csv-rows.ts';
import { readAnswer } from './reading.ts';
import type { GivenAnswer, Reading } from './reading.ts';
import { comparableMap, columnsOf, Heads, Problems, rowFilter } from './table-heads.ts';
import type { Cell } from './table-heads.ts';

type Column = (typeof ANSWER_COLUMNS)[number];

interface Gathered {
  name: string;
  sector: string;
  parent: string;
  subjects: Map<string, Subject>;
}

const YES = ['yes', 'true', '1', 'published'];
const NO = ['no', 'false', '0', 'draft'];

/**
 * Gathers the rows of an answers table by the method's `answers`. First `heads`, then each row; `finish` gives the table.
 * An empty cell is not researched, never "no" (V6). What cannot be read is kept as a problem with its line.
 */
export class AnswerReader {
  private readonly problems = new Problems();
  private readonly companies = new Map<string, Gathered>();
  private readonly readings = new Map<string, { reading: Reading; problem?: string }>();
  private readonly leaves = new Map<string, NodeRules | null>();
  private readonly statuses: ReadonlyMap<string, ResearchStatus>;
  private readonly values: ReadonlyMap<string, string>;
  private readonly levelNames: ReadonlyMap<string, string>;
  private readonly aliases: ReadonlyMap<string, string>;
  private columns: Partial<Record<Column, Cell>> = {};
  private nodeColumns: readonly { readonly name: string; readonly index: number }[] = [];
  private isWanted: (cells: readonly string[]) => boolean = () => true;
  private answers = 0;

  constructor(private readonly method: MethodRules) {
    const { answers, levels, nodes } = method;
    this.statuses = comparableMap(answers.statuses);
    this.values = comparableMap(answers.values);
    this.aliases = comparableMap(answers.companies);
    const own = (levels?.composites ?? []).flatMap(({ id, label }) =>
      [id, label ?? id].map((name) => [name, id] as const),
    );
    this.levelNames = comparableMap({ ...Object.fromEntries(own), ...answers.levels });
    for (const node of nodes) this.leaves.set(comparable(node.id), node.leaf ? node : null);
    for (const [name, id] of Object.entries(answers.nodes ?? {}))
      this.leaves.set(comparable(name), nodes[method.byId.get(id)!]!);
  }

  /** @throws TableRefused where a column that the method names is missing */
  heads({ line, cells }: TableRow): void {
    const heads = new Heads(cells);
    const { columns = {}, layout = 'long', where } = this.method.answers;
    const used = new Set<string>();
    for (const column of ANSWER_COLUMNS) {
      const template = columns[column] ?? column;
      if (heads.has(template)) {
        this.columns[column] = heads.cell(template);
        for (const name of columnsOf(template)) used.add(comparable(name));
      } else if (columns[column] !== undefined) {
        this.problems.say(line, template, `There is no such column; the columns are ${heads.names.join(', ')}.`);
      }
    }
    for (const name of Object.keys(where ?? {})) {
      used.add(comparable(name));
      if (!heads.has(name)) this.problems.say(line, name, 'There is no such column.');
    }
    const needed: Column[] = layout === 'wide' ? ['company'] : ['company', 'node'];
    for (const column of needed) {
      if (!this.columns[column] && columns[column] === undefined) {
        this.problems.say(line, column, `The table has no such column, and the method's answers.columns names none.`);
      }
    }
    if (layout === 'long' && !this.columns.answer && !this.columns.status) {
      this.problems.say(line, 'answer', `The table has no such column, and the method's answers.columns names none.`);
    }
    if (layout === 'wide') this.takeNodeColumns(line, heads, used);
    this.problems.refuse();
    this.isWanted = rowFilter(heads, where);
  }

  private takeNodeColumns(line: number, heads: Heads, used: ReadonlySet<string>): void {
    const isIgnoring = this.method.answers.unmappedNodes === 'ignore';
    this.nodeColumns = heads.names.flatMap((name, index) => {
      if (name === '' || used.has(comparable(name))) return [];
      const leaf = this.leaves.get(comparable(name));
      if (leaf) return [{ name, index }];
      if (!isIgnoring) this.problems.say(line, name, this.nodeReason(name));
      return [];
    });
    if (this.nodeColumns.length === 0) this.problems.say(line, null, 'No column holds a leaf of the method.');
  }

  private nodeReason(name: string): string {
    if (this.leaves.has(comparable(name))) return `"${name}" takes no answer: it is no leaf of the method.`;
    return `The method has no leaf "${name}".`;
  }

  row({ line, cells }: TableRow): void {
    if (!this.isWanted(cells)) return;
    const written = this.columns.company!(cells);
    if (written === '') return this.problems.say(line, 'company', 'The company has no name.');
    const company = this.companyOf(line, this.aliases.get(comparable(written)) ?? written, cells);
    if (this.method.answers.layout === 'wide') {
      for (const { name, index } of this.nodeColumns)
        this.take(line, name, company, cells, (cells[index] ?? '').trim());
    } else {
      this.take(line, this.columns.node!(cells), company, cells, this.columns.answer?.(cells) ?? '');
    }
  }

  private companyOf(line: number, name: string, cells: readonly string[]): Gathered {
    const known = this.companies.get(name) ?? { name, sector: '', parent: '', subjects: new Map<string, Subject>() };
    this.companies.set(name, known);
    for (const column of ['sector', 'parent'] as const) {
      const value = this.columns[column]?.(cells) ?? '';
      if (value === '' || value === known[column]) continue;
      if (known[column] !== '')
        this.problems.say(line, column, `"${name}" has two: "${known[column]}" and "${value}".`);
      else known[column] = value;
    }
    return known;
  }

  private take(line: number, nodeName: string, company: Gathered, cells: readonly string[], text: string): void {
    const node = this.leaves.get(comparable(nodeName));
    if (!node) {
      if (this.method.answers.unmappedNodes === 'ignore') return;
      return this.problems.say(line, nodeName, this.nodeReason(nodeName));
    }
    const given = this.givenAt(line, cells, text);
    const subject = given && this.subjectOf(line, node, company, cells);
    if (!given || !subject) return;
    const key = `${node.index}|${given.status}|${given.verification}|${given.isDraft}|${given.grade ?? ''}|${given.text}`;
    let read = this.readings.get(key);
    if (!read) {
      read = readAnswer(this.method, node, given, this.method.answers.decimal ?? '.');
      this.readings.set(key, read);
    }
    if (read.problem) return this.problems.say(line, node.id, read.problem);
    if (node.levels && subject.level !== null && !node.levels.has(subject.level) && given.status !== 'not_applicable') {
      return this.problems.say(line, node.id, `The method does not ask this at the level "${subject.level}".`);
    }
    if (subject.readings[node.index]) {
      const first = subject.lines[node.index]!;
      return this.problems.say(line, node.id, `"${company.name}" has an answer to this already, on line ${first}.`);
    }
    subject.readings[node.index] = read.reading;
    subject.lines[node.index] = line;
    this.answers += 1;
  }

  private givenAt(line: number, cells: readonly string[], text: string): GivenAnswer | undefined {
    const { status: statusCell, verification: verificationCell, published, grade: gradeCell } = this.columns;
    const statusText = statusCell?.(cells) ?? '';
    const isStatus = (word: string): word is ResearchStatus => (RESEARCH_STATUSES as readonly string[]).includes(word);
    const stated =
      statusText === '' ? undefined : (this.statuses.get(comparable(statusText)) ?? comparable(statusText));
    if (stated !== undefined && !isStatus(stated)) {
      this.problems.say(line, 'status', `"${statusText}" is no status: ${RESEARCH_STATUSES.join(', ')}.`);
      return undefined;
    }
    const word = comparable(text);
    const meant = this.statuses.get(word) ?? (word === '' ? 'not_researched' : isStatus(word) ? word : 'found');
    const status = stated ?? meant;
    const verification = verificationCell?.(cells) ?? '';
    const shown = comparable(published?.(cells) ?? '');
    const grade = comparable(gradeCell?.(cells) ?? '');
    if (!/^[0-3]?$/.test(verification)) this.problems.say(line, 'verification', 'It runs from 0 to 3 (F1).');
    if (shown !== '' && ![...YES, ...NO].includes(shown))
      this.problems.say(line, 'published', `Write yes or no, not "${shown}".`);
    if (grade !== '' && !(EVIDENCE_GRADES as readonly string[]).includes(grade)) {
      this.problems.say(line, 'grade', `"${grade}" is no grade: ${EVIDENCE_GRADES.join(', ')}.`);
    }
    return {
      status,
      text: status === 'found' ? (this.values.get(word) ?? text) : text,
      verification: verification === '' ? 1 : Number(verification),
      isDraft: NO.includes(shown),
      grade: grade === '' ? null : (grade as EvidenceGrade),
    };
  }

  private subjectOf(line: number, node: NodeRules, company: Gathered, cells: readonly string[]): Subject | undefined {
    let level: string | null = null;
    if (node.composite || node.scope >= 0) {
      const levels = this.method.levels!.composites;
      const written = this.columns.level?.(cells) ?? '';
      const found = written === '' && levels.length === 1 ? levels[0]!.id : this.levelNames.get(comparable(written));
      if (found === undefined) {
        const reason = written === '' ? 'The row names no level' : `"${written}" is no level of the method`;
        this.problems.say(line, 'level', `${reason}: ${levels.map(({ id }) => id).join(', ')}.`);
        return undefined;
      }
      level = found;
    }
    const name = level === null ? '' : this.columns.subject?.(cells) || level;
    const key = `${level ?? ''}\n${name}`;
    const known = company.subjects.get(key);
    if (known) return known;
    const size = this.method.nodes.length;
    const type = level === null ? '' : (this.columns.subjectType?.(cells) ?? '');
    const subject = { level, name, type, readings: new Array<Reading | undefined>(size), lines: new Int32Array(size) };
    company.subjects.set(key, subject);
    return subject;
  }

  /** The table. @throws TableRefused with what could not be read, by line */
  finish(): AnswerTable {
    this.problems.refuse();
    const order = new Map(this.method.levels?.composites.map(({ id }, at) => [id, at]));
    const placeOf = ({ level }: Subject) => (level === null ? -1 : order.get(level)!);
    const companies = [...this.companies.values()]
      .sort((a, b) => byText(a.name, b.name))
      .map(({ name, sector, parent, subjects }): [string, CompanyAnswers] => {
        const sorted = [...subjects.values()].sort((a, b) => placeOf(a) - placeOf(b) || byText(a.name, b.name));
        return [name, { name, sector, parent, subjects: sorted }];
      });
    return { companies: new Map(companies), answers: this.answers };
  }
}
