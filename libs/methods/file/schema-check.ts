import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { METHOD_SCHEMA } from './method-schema.ts';
import type { Finding, Keys } from './problem.ts';

let compiled: ValidateFunction | undefined;

function validator(): ValidateFunction {
  compiled ??= new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    strictTypes: false,
    strictRequired: false,
  }).compile(METHOD_SCHEMA);
  return compiled;
}

function keysOf(pointer: string, document: unknown): Keys {
  const parts = pointer.split('/').slice(1);
  let at: unknown = document;
  return parts.map((part) => {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const key = Array.isArray(at) ? Number(name) : name;
    at = (at as Record<string | number, unknown> | undefined)?.[key];
    return key;
  });
}

const KIND_WORDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a set of keys',
  null: 'null',
};

function typeReason(type: unknown): string {
  const kinds = (Array.isArray(type) ? type : [type]) as string[];
  return `It must be ${kinds.map((kind) => KIND_WORDS[kind] ?? kind).join(' or ')}.`;
}

function patternReason(error: ErrorObject): string {
  const parent = error.parentSchema as { description?: string } | undefined;
  const pattern = String((error.params as { pattern: string }).pattern);
  const words = /^\^\(?([a-z_|]+)\)?\$$/.exec(pattern)?.[1];
  if (words) return `Write one of ${words.split('|').join(', ')}.`;
  return parent?.description ? `${parent.description}.` : `It does not fit ${pattern}.`;
}

function reasonOf(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties':
      return 'There is no such key here.';
    case 'required':
      return 'It is missing.';
    case 'enum':
      return `Choose one of ${(params.allowedValues as unknown[]).map((value) => String(value)).join(', ')}.`;
    case 'type':
      return typeReason(params.type);
    case 'pattern':
      return patternReason(error);
    case 'minimum':
      return `It must be ${String(params.limit)} or more.`;
    case 'maximum':
      return `It must be ${String(params.limit)} or less.`;
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return 'It must not be empty.';
    case 'maxLength':
    case 'maxItems':
      return `It is longer than ${String(params.limit)}.`;
    default:
      return `It ${error.message ?? 'does not fit'}.`;
  }
}

/** Everything in which a document does not fit the schema of method files; empty where it does. */
export function schemaFindings(document: unknown): Finding[] {
  const validate = validator();
  if (validate(document)) return [];
  const seen = new Set<string>();
  return (validate.errors ?? []).flatMap((error) => {
    if (error.keyword === 'if') return [];
    const params = error.params as { additionalProperty?: string; missingProperty?: string };
    const member = params.additionalProperty ?? params.missingProperty;
    const keys = [...keysOf(error.instancePath, document), ...(member === undefined ? [] : [member])];
    const reason = reasonOf(error);
    const name = `${keys.join('/')}:${reason}`;
    if (seen.has(name)) return [];
    seen.add(name);
    return [{ keys, reason }];
  });
}
