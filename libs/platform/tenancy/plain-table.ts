import type { EntityMetadata, ObjectLiteral } from 'typeorm';

type ColumnMetadata = EntityMetadata['columns'][number];

export interface PlainColumn {
  property: string;
  quotedName: string;
  metadata: ColumnMetadata;
  isKey: boolean;
  /** The driver gives and takes the value as it is. */
  asItIs: boolean;
}

/** A statement with its bound parameters. */
export interface Statement {
  text: string;
  values: unknown[];
}

// Values of these types need no conversion between the entity and the driver on reading.
const READ_AS_THEY_ARE = new Set(['text', 'uuid', 'int', 'boolean', 'jsonb']);

const known = new WeakMap<EntityMetadata, PlainTable | null>();

/**
 * SQL for an entity that is nothing but columns. The query builder costs about as much processor time as PostgreSQL
 * needs for the statement; most statements here need none of what it can do.
 */
export class PlainTable {
  private readonly columns: PlainColumn[];
  /** What is read unless a question names its columns. */
  readonly readColumns: readonly PlainColumn[];
  private readonly byProperty: Map<string, PlainColumn>;
  private readonly table: string;

  /** The plain table of an entity, or null where it has relations, generated columns or other things of its own. */
  static of(metadata: EntityMetadata): PlainTable | null {
    let table = known.get(metadata);
    if (table === undefined) {
      table = isPlain(metadata) ? new PlainTable(metadata) : null;
      known.set(metadata, table);
    }
    return table;
  }

  private constructor(private readonly metadata: EntityMetadata) {
    this.table = metadata.tablePath
      .split('.')
      .map((part) => `"${part}"`)
      .join('.');
    this.columns = metadata.columns.map((column) => ({
      property: column.propertyName,
      quotedName: `"${column.databaseName}"`,
      metadata: column,
      isKey: column.isPrimary,
      asItIs: !column.transformer && READ_AS_THEY_ARE.has(String(column.type)),
    }));
    this.byProperty = new Map(this.columns.map((column) => [column.property, column]));
    this.readColumns = this.columns.filter((column) => column.metadata.isSelect);
  }

  /** The column that a condition or an order may name as it is; undefined where the query builder has to do it. */
  column(property: string): { quotedName: string } | undefined {
    const column = this.byProperty.get(property);
    return column?.metadata.transformer ? undefined : column;
  }

  /** The columns that a question names; null where it names something else. */
  chosen(select: unknown): readonly PlainColumn[] | null {
    if (select === undefined) return this.readColumns;
    if (select === null || typeof select !== 'object' || Array.isArray(select)) return null;
    const columns = Object.entries(select).map(([name, wanted]) =>
      wanted === true ? this.byProperty.get(name) : null,
    );
    return columns.length > 0 && columns.every((column) => !!column) ? (columns as PlainColumn[]) : null;
  }

  select(columns: readonly PlainColumn[], rest: string): string {
    return `select ${columns.map((column) => column.quotedName).join(', ')} from ${this.table}${rest}`;
  }

  count(rest: string): string {
    return `select count(*)::int from ${this.table}${rest}`;
  }

  /** Inserts the members that are not undefined; the others take the default of their column. */
  insert(record: ObjectLiteral): Statement {
    const columns = this.columns.filter(({ property }) => record[property] !== undefined);
    const places = columns.map((_, index) => `$${index + 1}`);
    const names = columns.map((column) => column.quotedName);
    return {
      text: `insert into ${this.table} (${names.join(', ')}) values (${places.join(', ')})`,
      values: columns.map((column) => this.toDriver(column, record)),
    };
  }

  /** Sets every member that is not undefined and not part of the key, in the row that `where` names. */
  update(record: ObjectLiteral, where: ObjectLiteral): Statement {
    const columns = this.columns.filter(({ property, isKey }) => !isKey && record[property] !== undefined);
    const conditions = Object.keys(where).map((property) => this.byProperty.get(property)!);
    const sets = columns.map(({ quotedName }, index) => `${quotedName} = $${index + 1}`);
    const tests = conditions.map(({ quotedName }, index) => `${quotedName} = $${columns.length + index + 1}`);
    return {
      text: `update ${this.table} set ${sets.join(', ')} where ${tests.join(' and ')}`,
      values: [
        ...columns.map((column) => this.toDriver(column, record)),
        ...conditions.map(({ property }) => where[property] as unknown),
      ],
    };
  }

  /** An entity from a row of `select`. */
  entityOf(row: unknown[], columns: readonly PlainColumn[]): ObjectLiteral {
    const { driver } = this.metadata.dataSource;
    const entity = new (this.metadata.target as new () => ObjectLiteral)();
    columns.forEach(({ property, metadata, asItIs }, index) => {
      const value = row[index];
      entity[property] = asItIs ? value : (driver.prepareHydratedValue(value, metadata) as unknown);
    });
    return entity;
  }

  private toDriver({ property, metadata }: PlainColumn, record: ObjectLiteral): unknown {
    return this.metadata.dataSource.driver.preparePersistentValue(record[property], metadata);
  }
}

function isPlain(metadata: EntityMetadata): boolean {
  const ofItsOwn =
    metadata.relations.length > 0 ||
    metadata.embeddeds.length > 0 ||
    metadata.discriminatorColumn !== undefined ||
    metadata.deleteDateColumn !== undefined ||
    metadata.tableType !== 'regular' ||
    typeof metadata.target !== 'function';
  const plainColumn = (column: ColumnMetadata): boolean =>
    !column.isGenerated &&
    !column.isCreateDate &&
    !column.isUpdateDate &&
    !column.isVersion &&
    !column.isVirtual &&
    column.default === undefined;
  return !ofItsOwn && metadata.columns.every(plainColumn);
}
