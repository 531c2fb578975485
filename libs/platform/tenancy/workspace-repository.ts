import { FindOperator, Repository } from 'typeorm';
import type {
  EntityManager,
  EntityTarget,
  FindManyOptions,
  FindOneOptions,
  FindOptionsWhere,
  ObjectLiteral,
  QueryRunner,
} from 'typeorm';
import type pg from 'pg';
import { PlainTable, type PlainColumn, type Statement } from './plain-table.ts';

type Where<Entity> = FindOptionsWhere<Entity> | FindOptionsWhere<Entity>[];

interface PlainQuestion {
  columns: readonly PlainColumn[];
  select: Statement;
  count: Statement;
}

const UNDERSTOOD = new Set(['where', 'select', 'order', 'take', 'skip', 'lock']);
const LOCKS: Partial<Record<string, string>> = { pessimistic_read: ' for share', pessimistic_write: ' for update' };

/**
 * A repository that reads by plain SQL where the question is plain: equal or not, in a list, null, some
 * columns, an order, a page and a lock. For
 * anything else it is TypeORM's own.
 */
export class WorkspaceRepository<Entity extends ObjectLiteral> extends Repository<Entity> {
  private readonly table: PlainTable | null;

  constructor(
    target: EntityTarget<Entity>,
    manager: EntityManager,
    runner: QueryRunner,
    private readonly client: pg.ClientBase,
  ) {
    super(target, manager, runner);
    this.table = PlainTable.of(manager.dataSource.getMetadata(target));
  }

  override async find(options?: FindManyOptions<Entity>): Promise<Entity[]> {
    const plain = this.plain(options);
    return plain ? this.rows(plain) : super.find(options);
  }

  override async findBy(where: Where<Entity>): Promise<Entity[]> {
    const plain = this.plain({ where });
    return plain ? this.rows(plain) : super.findBy(where);
  }

  override async findOne(options: FindOneOptions<Entity>): Promise<Entity | null> {
    const plain = this.plain({ ...options, take: 1 });
    return plain ? ((await this.rows(plain))[0] ?? null) : super.findOne(options);
  }

  override async findOneBy(where: Where<Entity>): Promise<Entity | null> {
    const plain = this.plain({ where, take: 1 });
    return plain ? ((await this.rows(plain))[0] ?? null) : super.findOneBy(where);
  }

  override async findAndCount(options?: FindManyOptions<Entity>): Promise<[Entity[], number]> {
    const plain = this.plain(options);
    if (!plain) return super.findAndCount(options);
    const found = await this.rows(plain);
    const skipped = options?.skip ?? 0;
    const isLastPage = options?.take === undefined || found.length < options.take;
    if (isLastPage && (found.length > 0 || skipped === 0)) return [found, skipped + found.length];
    const counted = await this.query<{ count: number }[]>(plain.count.text, plain.count.values);
    return [found, counted[0]!.count];
  }

  override async query<Row>(text: string, values: unknown[] = []): Promise<Row> {
    return (await this.client.query(text, values)).rows as Row;
  }

  private async rows({ select, columns }: PlainQuestion): Promise<Entity[]> {
    const result = await this.client.query<unknown[]>({ ...select, rowMode: 'array' });
    return result.rows.map((row) => this.table!.entityOf(row, columns) as Entity);
  }

  private plain(options: FindManyOptions<Entity> | undefined): PlainQuestion | null {
    const { table } = this;
    if (!table || !options?.where || !Object.keys(options).every((key) => UNDERSTOOD.has(key))) return null;
    const values: unknown[] = [];
    const tests = conditions(table, options.where, values);
    const order = orders(table, options.order);
    const columns = table.chosen(options.select);
    const lock = lockOf(options.lock);
    if (tests === null || order === null || columns === null || lock === null) return null;
    const { take, skip } = options;
    if (![take, skip].every((one) => one === undefined || Number.isSafeInteger(one))) return null;
    const page = `${take === undefined ? '' : ` limit ${take}`}${skip ? ` offset ${skip}` : ''}`;
    return {
      columns,
      select: { text: table.select(columns, `${tests}${order}${page}${lock}`), values },
      count: { text: table.count(tests), values },
    };
  }
}

function lockOf(lock: FindManyOptions['lock']): string | null {
  if (lock === undefined) return '';
  return Object.keys(lock).length === 1 ? (LOCKS[lock.mode] ?? null) : null;
}

/** The conditions as SQL, their values appended to `values`; null where they are not plain. */
function conditions<Entity>(table: PlainTable, where: Where<Entity>, values: unknown[]): string | null {
  if (Array.isArray(where)) return null;
  const tests: string[] = [];
  for (const [property, value] of Object.entries(where) as [string, unknown][]) {
    const column = table.column(property);
    const test = column && testOf(column.quotedName, value, values);
    if (!test) return null;
    tests.push(test);
  }
  return tests.length === 0 ? null : ` where ${tests.join(' and ')}`;
}

function testOf(name: string, value: unknown, values: unknown[]): string | null {
  if (['string', 'number', 'boolean'].includes(typeof value)) return `${name} = $${values.push(value)}`;
  if (!(value instanceof FindOperator) || value.child) return null;
  if (value.type === 'isNull') return `${name} is null`;
  const list: unknown = value.value;
  if (value.type === 'not' && typeof list === 'string') return `${name} <> $${values.push(list)}`;
  if (value.type === 'in' && Array.isArray(list)) return `${name} = any($${values.push(list)})`;
  return null;
}

function orders(table: PlainTable, order: object | undefined): string | null {
  const parts: string[] = [];
  for (const [property, direction] of Object.entries(order ?? {}) as [string, unknown][]) {
    const column = table.column(property);
    if (!column || (direction !== 'ASC' && direction !== 'DESC')) return null;
    parts.push(`${column.quotedName} ${direction.toLowerCase()}`);
  }
  return parts.length === 0 ? '' : ` order by ${parts.join(', ')}`;
}
