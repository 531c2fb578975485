import { EVIDENCE_GRADES, RESEARCH_STATUSES } from '@libs/domain/vocabulary';

type Schema = Readonly<Record<string, unknown>>;

export const text = (description: string, maxLength = 500): Schema => ({
  type: 'string',
  minLength: 1,
  maxLength,
  pattern: '\\S',
  description,
});
export const number = (description: string, limits: Schema = {}): Schema => ({
  type: 'number',
  ...limits,
  description,
});
export const oneOf = (values: readonly unknown[], description: string): Schema => ({ enum: values, description });
export const flag = (description: string): Schema => ({ type: 'boolean', description });
export const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
export const list = (items: Schema, description: string): Schema => ({
  type: 'array',
  minItems: 1,
  items,
  description,
});
export const object = (properties: Schema, required: readonly string[], description: string): Schema => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
  description,
});
export const map = (values: Schema, description: string): Schema => ({
  type: 'object',
  additionalProperties: values,
  description,
});

const textOrTexts: Schema = {
  type: ['string', 'array'],
  items: { type: 'string' },
  minItems: 1,
};

const form = {
  delimiter: { type: 'string', minLength: 1, maxLength: 1, description: 'What parts the cells; a comma unless stated' },
  decimal: oneOf(['.', ','], 'What parts a number from its decimals'),
  comment: { type: 'string', minLength: 1, maxLength: 5, description: 'Lines that begin so are passed over' },
  skipLines: { type: 'integer', minimum: 0, maximum: 1000, description: 'Lines above the heads that are passed over' },
  where: map(textOrTexts, 'Only rows whose columns hold these values are read'),
  companies: map(text('The name used'), 'Other spellings of a company: as in the table, as meant'),
  unmappedNodes: oneOf(
    ['refuse', 'ignore'],
    'What happens with a row or column of a node that the method does not have',
  ),
  layout: oneOf(['long', 'wide'], 'long: a cell a row. wide: a company a row and a node a column'),
};

const column = text('The name of a column, or several in braces: "{indicator}.{element}"');
const columns = (names: readonly string[], description: string): Schema =>
  object(Object.fromEntries(names.map((name) => [name, column])), [], description);

export const ANSWER_COLUMNS = [
  'company',
  'node',
  'answer',
  'status',
  'level',
  'subject',
  'subjectType',
  'sector',
  'parent',
  'verification',
  'published',
  'grade',
] as const;
export const PUBLISHED_COLUMNS = ['company', 'node', 'value', 'rank'] as const;

export const mappingParts: Schema = {
  answers: object(
    {
      ...form,
      columns: columns(ANSWER_COLUMNS, 'Which column holds what'),
      nodes: map(text('The id of a leaf'), 'Names of leaves in the table, and their ids'),
      levels: map(text('The id of a level'), 'Names of levels in the table, and their ids'),
      statuses: map(oneOf(RESEARCH_STATUSES, 'The status it means'), 'Texts of answers that mean a status'),
      values: map(text('The answer it means'), 'Other words for an answer'),
    },
    [],
    'How the rows of an answers table are read',
  ),
  publishedTable: object(
    {
      ...form,
      columns: columns(PUBLISHED_COLUMNS, 'Which column holds what'),
      nodes: map(text('The id of a node'), 'Names of nodes in the table, and their ids'),
      ranks: map(text('The id of a node'), 'Columns of ranks in a wide table, and the node each ranks'),
      values: map(text('The label of the method that it means'), 'Other words for a label, such as Yes or No'),
      absences: map(
        oneOf(['not_applicable', 'unknown', 'not_published'], 'What it means'),
        'Texts that stand where there is no value',
      ),
      tolerance: number('Difference up to which a cell matches; 1e-6 unless stated', { minimum: 0 }),
    },
    [],
    'How the rows of a published table are read',
  ),
};

export const ruleParts: Schema = {
  nodeId: {
    type: 'string',
    pattern: '^[A-Za-z0-9][A-Za-z0-9_. -]{0,79}$',
    description: 'Letters, digits, points, hyphens, spaces; at most 80',
  },
  scale: object(
    { min: number('The least points'), max: number('The most points') },
    ['min', 'max'],
    'Lowest and highest points',
  ),
  rubric: {
    description: 'What each answer earns: a list with meanings, answers with points, or a name under `rubrics`',
    type: ['array', 'object', 'string'],
    minLength: 1,
    minItems: 1,
    minProperties: 1,
    items: object(
      {
        key: text('The answer; "else" takes unlisted ones'),
        points: number('Points'),
        meaning: text('When it is given'),
      },
      ['key', 'points'],
      'One answer',
    ),
    additionalProperties: { type: 'number' },
  },
  unknownPolicy: {
    description: 'What a child without a result does to its parent (V4): a word, or { value: points }',
    type: ['string', 'object'],
    pattern: '^(result_unknown|no_result|skip)$',
    properties: { value: number('The points that stand in') },
    required: ['value'],
    additionalProperties: false,
  },
  notFoundPoints: {
    description: 'What "not found" earns: points; no_points (answered, leaves the score); unstated (refused)',
    type: ['number', 'string'],
    pattern: '^(no_points|unstated)$',
  },
  gateExpression: {
    type: 'object',
    description: 'A node at so many points (its most unless stated), all of several, or any one',
    additionalProperties: false,
    minProperties: 1,
    properties: {
      node: ref('nodeId'),
      atLeast: number('The points it needs'),
      all: list(ref('gateExpression'), 'All of these'),
      any: list(ref('gateExpression'), 'Any of these'),
    },
  },
  gate: object(
    {
      needs: ref('gateExpression'),
      mode: oneOf(['check', 'cap'], 'check: said in words. cap: the points are limited'),
      cap: number('The most points where the need is not met'),
    },
    ['needs', 'mode'],
    'This node needs that one (U17)',
  ),
  condition: {
    type: 'object',
    description: 'When a branch is taken (U11)',
    additionalProperties: false,
    minProperties: 1,
    properties: {
      node: ref('nodeId'),
      atLeast: number('It has at least these points'),
      atMost: number('It has at most these points'),
      answer: { ...textOrTexts, description: 'Its answer is this, or one of these' },
      status: {
        ...textOrTexts,
        description: `Its research status is this, or one of these: ${RESEARCH_STATUSES.join(', ')}`,
      },
      all: list(ref('condition'), 'All of these'),
      any: list(ref('condition'), 'Any of these'),
      not: ref('condition'),
    },
  },
};

export const evidenceFloor: Schema = {
  enum: [...EVIDENCE_GRADES, null],
  description: 'The grade from which a conduct answer is scored; null for none',
};
