import { RANK_MODES, ROUNDINGS } from '@libs/domain/scoring';
import { FILE_ROLLUPS, NODE_KINDS } from './method-file.ts';
import {
  evidenceFloor,
  flag,
  list,
  map,
  mappingParts,
  number,
  object,
  oneOf,
  ref,
  ruleParts,
  text,
} from './schema-parts.ts';

const inherited = {
  scale: ref('scale'),
  rubric: ref('rubric'),
  multiple: flag('Several answers may be given in one cell; their points are added (U8)'),
  separator: {
    type: 'string',
    minLength: 1,
    maxLength: 3,
    description: 'What parts several answers; a comma unless stated',
  },
  ranges: list(
    object(
      { from: number('The least number of the range'), points: number('What it earns') },
      ['from', 'points'],
      'A range',
    ),
    'What a number earns: the last range whose `from` it reaches',
  ),
  polarity: oneOf(['normal', 'reversed'], 'reversed: "no" earns the most (U16)'),
  mirror: flag('Whether points are turned round on the scale; see docs/methods.md for what holds unless stated'),
  notFoundPoints: ref('notFoundPoints'),
  refusedPoints: {
    type: ['number', 'string'],
    pattern: '^no_points$',
    description: 'What "refused" earns; the lowest points unless stated',
  },
  unknownPolicy: ref('unknownPolicy'),
  notApplicablePolicy: oneOf(['leave_out', 'result_not_applicable'], 'What a child that does not apply does (V2)'),
  appliesTo: object(
    {
      levels: list(text('A level'), 'Only these levels'),
      sectors: list(text('A sector'), 'Only companies of these sectors'),
    },
    [],
    'Where the node applies; elsewhere it is not applicable',
  ),
  inherit: flag("A company without an answer takes its parent company's (U13)"),
};

const node = object(
  {
    ...inherited,
    id: ref('nodeId'),
    label: text('The name on screen; the id unless stated'),
    kind: oneOf(NODE_KINDS, 'theme, indicator or element; by its place unless stated'),
    question: text('What is asked', 2000),
    source: text('Where the rule is stated'),
    weight: number('Its weight among its fellows; 1 unless stated', { minimum: 0 }),
    rollup: oneOf(FILE_ROLLUPS, 'How the children make the result'),
    from: {
      description: 'What is rolled up instead of the children: ids, or { nearest: kind }',
      type: ['array', 'object'],
      minItems: 1,
      items: ref('nodeId'),
      properties: { nearest: oneOf(NODE_KINDS, 'The nearest nodes of this kind below') },
      required: ['nearest'],
      additionalProperties: false,
    },
    children: list(ref('node'), 'The nodes below'),
    elements: { type: 'integer', minimum: 1, maximum: 500, description: 'So many leaves, <id>.1 and on' },
    rescale: flag('Children on other scales are stretched onto this one'),
    partialCredit: number('What `and` and `tri_state` earn where the result is partial'),
    level: { type: 'integer', description: 'Its level under level_gate' },
    topLabel: text('Label of a level_gate that nothing blocks'),
    topLevel: { type: 'integer', description: 'Level of a level_gate that nothing blocks' },
    gates: list(ref('gate'), 'What this node needs (U17)'),
    ratio: object({ of: ref('nodeId'), to: ref('nodeId') }, ['of', 'to'], 'The two nodes of rollup ratio'),
    when: ref('condition'),
    borrow: object(
      {
        from: list(ref('nodeId'), 'Nodes whose mean it takes'),
        when: list(oneOf(['not_applicable', 'missing'], 'In which case'), 'not_applicable unless stated'),
      },
      ['from'],
      'What a node without qualifying input takes (U12)',
    ),
    composite: flag('Whether it is scored for each level and subject, then composed'),
    coverageThreshold: number('Share of answers from which its score is printed', { minimum: 0, maximum: 1 }),
    bands: list(
      object({ from: number('The least points'), label: text('The label') }, ['from', 'label'], 'A band'),
      'Labels on ranges of the result: the last band whose `from` it reaches',
    ),
    digits: { type: 'integer', minimum: 0, maximum: 6, description: 'Its own digits on display' },
  },
  ['id'],
  'A theme, indicator or element',
);

const side = object(
  {
    ...inherited,
    rollup: oneOf(FILE_ROLLUPS, 'How the indicators make the side'),
    indicators: { type: 'array', items: ref('node') },
  },
  ['rollup', 'indicators'],
  'Policy or conduct',
);

const level = object(
  {
    id: text('The name used in `appliesTo` and in the answers'),
    label: text('The name on screen'),
    weight: number('Its weight; 1 unless stated', { minimum: 0 }),
    rollup: oneOf(['mean', 'min', 'max'], 'How the subjects of this level make its composite; mean unless stated'),
    merge: list(
      object(
        { into: text('The name of the whole'), of: list(text('A subject or type of subject'), 'Its parts') },
        ['into', 'of'],
        'A merger',
      ),
      'Subjects that are averaged into one first (L2)',
    ),
  },
  ['id'],
  'A level',
);

const levels = object(
  {
    at: oneOf(
      ['parents_of_leaves', 'leaves'],
      'Which nodes are scored for each level; parents_of_leaves unless stated',
    ),
    rollup: oneOf(['mean', 'weighted_mean', 'min', 'max', 'pooled'], 'How the composites make the result'),
    composites: list(level, 'The levels, highest first'),
  },
  ['composites'],
  'Levels at which one indicator is answered (L1)',
);

/**
 * The published form of a method file: a JSON Schema (draft 2020-12). `docs/schemas/method.schema.json` is this object
 * as text. What the members mean to each other is checked by `refuseDocument`.
 */
export const METHOD_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Plumbline method file',
  description: 'One version of a scoring method. What holds between its keys is in docs/methods.md.',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'version', 'title', 'digits', 'rounding', 'rankMode'],
  properties: {
    id: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,79}$', description: 'Small letters, digits and hyphens' },
    version: { ...text('In quotation marks in YAML, so that it stays text', 40) },
    title: text('The name of the method'),
    status: text('For example "published" or "draft"'),
    note: { type: ['string', 'null'], maxLength: 4000, description: 'A note for readers' },
    source: map({ type: 'string' }, 'Publisher, edition, address, licence, credit: printed beside the scores'),
    digits: { type: 'integer', minimum: 0, maximum: 6, description: 'Digits after the point on display (N2)' },
    rounding: oneOf(ROUNDINGS, 'How a score is rounded for display (N1)'),
    rankMode: oneOf(RANK_MODES, 'Whether ranks use the rounded or the exact score; none for no ranking (K2, T5)'),
    ranked: list(ref('nodeId'), 'The nodes that are ranked; the top of the tree unless stated'),
    coverageThreshold: number('Share of applicable answers from which a score is printed (V5)', {
      minimum: 0,
      maximum: 1,
    }),
    evidenceFloor,
    total: flag('Whether there is a total (T5); true for a tree, false for sides'),
    defaults: object(inherited, [], 'What holds for every node that states nothing else'),
    rubrics: map({ ...(ruleParts.rubric as object), type: ['array', 'object'] }, 'Rubrics by name'),
    levels,
    tree: ref('node'),
    sides: object(
      { policy: ref('side'), conduct: ref('side') },
      ['policy', 'conduct'],
      'Two numbers, never added (C1)',
    ),
    pairs: {
      type: 'array',
      items: object(
        { id: text('Its name'), policy: ref('nodeId'), conduct: ref('nodeId'), label: text('What the pair is about') },
        ['id', 'policy', 'conduct', 'label'],
        'A policy and a conduct indicator on one scale',
      ),
      description: 'The only places where a difference is shown',
    },
    answers: ref('answers'),
    published: {
      type: ['object', 'array'],
      description: 'How published tables are read: one form, or several, told apart by their columns',
      items: ref('publishedTable'),
      minItems: 1,
      if: { type: 'object' },
      then: ref('publishedTable'),
    },
  },
  $defs: { ...ruleParts, ...mappingParts, node, side },
} as const;
