import fc, { type Arbitrary } from 'fast-check';
import type { OpenAPIObject } from '@nestjs/swagger';

/** The part of a JSON schema that the description of the API uses. */
interface Schema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  nullable?: boolean;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  example?: unknown;
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
}

/** One operation as the description tells of it. */
export interface Operation {
  method: string;
  path: string;
  parameters: Parameter[];
  body: Schema | null;
}

/** A request as it is made up: ids are places in a list that the run fills in. */
export interface Made {
  method: string;
  path: string;
  query: [string, string][];
  /** The version that the caller claims to have seen, as `If-Match`; null for no word of it. */
  seen: string | null;
  /** Undefined: none. A text is sent as it is. */
  body: unknown;
  isRaw: boolean;
  who: number;
}

/** Stands where the id of a record is wanted, with what it is called there; the run puts one of its own in its place. */
export const AN_ID = /\{\{id (\w*) (\d+)\}\}/g;

const anId = (called: string) => fc.nat(10_000).map((place) => `{{id ${called} ${place}}}`);
const ODD_TEXTS = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202egnp',
  "'; drop table app.claim; --",
  '%',
  '../../etc/passwd',
  '{{',
  '__proto__',
];
const oddText = fc.oneof(
  fc.constantFrom(...ODD_TEXTS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ minLength: 3000, maxLength: 3100 }),
);
const oddValue = fc.oneof(
  oddText,
  fc.constantFrom(null, true, -1, 0, 1e308, -0, 9007199254740993, {}, [], [[]], { constructor: { prototype: 1 } }),
  fc.jsonValue({ maxDepth: 3 }),
);

function textOf({ format, pattern, minLength = 0, maxLength = 60 }: Schema, called: string): Arbitrary<string> {
  if (format === 'uuid') return fc.oneof({ weight: 9, arbitrary: anId(called) }, { weight: 1, arbitrary: fc.uuid() });
  if (format === 'date')
    return fc
      .date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2100-01-01') })
      .map((day) => day.toISOString().slice(0, 10));
  if (format === 'date-time') return fc.constant('2024-05-06T07:08:09.000Z');
  if (format === 'uri') return fc.constantFrom('https://example.org/a', 'https://example.org/b?c=d');
  if (format === 'email') return fc.nat(99).map((count) => `person-${count}@example.org`);
  if (pattern) {
    try {
      return fc.stringMatching(new RegExp(pattern, 'u'));
    } catch {
      return fc.string();
    }
  }
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 60) });
}

/** Values that a schema describes, most of them right: enough to come past the contract and to the rules behind it. */
export function valuesOf(schema: Schema, api: OpenAPIObject, called = ''): Arbitrary<unknown> {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1)!;
    return valuesOf((api.components?.schemas?.[name] ?? {}) as Schema, api, called);
  }
  if (schema.nullable) {
    return fc.option(valuesOf({ ...schema, nullable: false }, api, called), { freq: 3 });
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => valuesOf(choice, api, called)));
  if (schema.allOf)
    return fc
      .tuple(...schema.allOf.map((part) => valuesOf(part, api, called)))
      .map((parts) => Object.assign({}, ...parts) as object);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'string':
      return textOf(schema, called);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: Math.max(schema.minimum ?? 0, -1e6), max: Math.min(schema.maximum ?? 1000, 1e6) });
    case 'number':
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000, noNaN: true });
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}, api, called), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, (schema.minItems ?? 0) + 3),
      });
    case 'object':
      return membersOf(schema, api);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function membersOf({ properties = {}, required = [] }: Schema, api: OpenAPIObject): Arbitrary<unknown> {
  const members = Object.entries(properties).map(([name, member]) => [name, valuesOf(member, api, name)]);
  return fc.record(Object.fromEntries(members) as Record<string, Arbitrary<unknown>>, { requiredKeys: required });
}

/** A value with one odd thing somewhere in it. */
function spoiled(value: Arbitrary<unknown>): Arbitrary<unknown> {
  return fc.tuple(value, fc.nat(30), oddValue, fc.boolean()).map(([whole, place, odd, isNew]) => {
    const copy = structuredClone(whole);
    const holders = holdersIn(copy);
    const holder = holders[place % Math.max(holders.length, 1)];
    if (!holder) return odd;
    const names = Object.keys(holder);
    const name = isNew || names.length === 0 ? 'surprise' : names[place % names.length]!;
    (holder as Record<string, unknown>)[name] = odd;
    return copy;
  });
}

function holdersIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(holdersIn)];
}

function bodiesOf(schema: Schema, api: OpenAPIObject): Arbitrary<{ body: unknown; isRaw: boolean }> {
  const example = schema.example === undefined ? [] : [fc.constant(schema.example)];
  const good = fc.oneof(valuesOf(schema, api), ...example);
  return fc.oneof(
    { weight: 6, arbitrary: good.map((body) => ({ body, isRaw: false })) },
    { weight: 3, arbitrary: spoiled(good).map((body) => ({ body, isRaw: false })) },
    {
      weight: 1,
      arbitrary: fc
        .oneof(fc.json(), fc.constantFrom('', '{', '[', 'null', '{"a":1', '\ufeff{}'))
        .map((body) => ({ body, isRaw: true })),
    },
  );
}

function addressOf({ path, parameters }: Operation, api: OpenAPIObject): Arbitrary<string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const values = names.map((name) => {
    if (name === 'workspace') return fc.constant('{workspace}');
    const schema = parameters.find((parameter) => parameter.in === 'path' && parameter.name === name)?.schema ?? {};
    const called = new RegExp(`(\\w+)/\\{${name}\\}`).exec(path)?.[1] ?? name;
    const given = valuesOf(schema, api, called).map(String);
    return fc.oneof(
      { weight: 5, arbitrary: fc.oneof(given, anId(called)) },
      { weight: 1, arbitrary: oddText.filter((text) => text !== '' && !/^\.+$/.test(text)) },
    );
  });
  return fc
    .tuple(...values)
    .map((all) =>
      names.reduce(
        (address, name, at) =>
          address.replace(`{${name}}`, () => (name === 'workspace' ? '{workspace}' : placed(all[at]!))),
        path,
      ),
    );
}

/** An odd text in an address, with a placeholder left as it is. */
function placed(text: string): string {
  return new RegExp(AN_ID.source).test(text) ? text : encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'));
}

function queriesOf({ parameters }: Operation, api: OpenAPIObject): Arbitrary<[string, string][]> {
  const asked = parameters.filter((parameter) => parameter.in === 'query');
  const values = asked.map(({ name, schema }) =>
    fc
      .option(
        fc.oneof(
          { weight: 5, arbitrary: valuesOf(schema ?? {}, api, name).map(String) },
          { weight: 1, arbitrary: oddText },
        ),
        { freq: 2 },
      )
      .map((value) => [name, value] as const),
  );
  return fc
    .tuple(...values)
    .map((all) => all.flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]])));
}

/** Mostly the version that a record of the ground has; of the others some are none at all. */
function seenBy({ parameters }: Operation): Arbitrary<string | null> {
  if (!parameters.some(({ in: place, name }) => place === 'header' && name === 'If-Match')) return fc.constant(null);
  const likely = fc.constantFrom('"1"', '"2"', '"3"');
  const odd = fc.constantFrom(null, '*', 'W/"1"', '1', '"1", "2"', '"999999999"', '"9999999999999"', '""');
  return fc.oneof({ weight: 4, arbitrary: likely }, { weight: 1, arbitrary: odd });
}

/** Requests to one operation, by one of `people` callers. */
export function requestsTo(operation: Operation, api: OpenAPIObject, people: number): Arbitrary<Made> {
  const body = operation.body ? bodiesOf(operation.body, api) : fc.constant({ body: undefined, isRaw: false });
  return fc
    .record({
      path: addressOf(operation, api),
      query: queriesOf(operation, api),
      seen: seenBy(operation),
      body,
      who: fc.nat(people - 1),
    })
    .map(({ body: given, ...rest }) => ({ method: operation.method, ...rest, ...given }));
}

/** Every operation that the description of the API names. */
export function operationsOf(api: OpenAPIObject): Operation[] {
  return Object.entries(api.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Record<string, unknown>>).map(([method, operation]) => {
      const content = (operation.requestBody as { content?: Record<string, { schema?: Schema }> } | undefined)?.content;
      const schema = content?.['application/json']?.schema ?? null;
      return {
        method: method.toUpperCase(),
        path,
        parameters: (operation.parameters ?? []) as Parameter[],
        body: schema,
      };
    }),
  );
}
