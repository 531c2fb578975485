import { z } from 'zod';
import { EVIDENCE_GRADES } from '@libs/domain/vocabulary';
import { RANK_MODES, ROLLUPS, ROUNDINGS } from '@libs/domain/scoring';
import type { GateExpression, Method, MethodNode } from '@libs/domain/scoring';

const NodeId = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, 'use letters, digits, hyphens; begin with a letter');
const Words = z.string().trim().min(1).max(500);
const Scale = z.strictObject({ min: z.number(), max: z.number() });
const UnknownPolicy = z.union([z.enum(['result_unknown', 'no_result', 'skip']), z.strictObject({ value: z.number() })]);
const NotApplicablePolicy = z.enum(['leave_out', 'result_not_applicable']);

const Expression: z.ZodType<GateExpression> = z.lazy(() =>
  z.union([
    z.strictObject({ node: NodeId, atLeast: z.number().optional() }),
    z.strictObject({ all: z.array(Expression).min(1) }),
    z.strictObject({ any: z.array(Expression).min(1) }),
  ]),
);
const Gate = z.strictObject({ needs: Expression, mode: z.enum(['check', 'cap']), cap: z.number().optional() });
const RubricEntry = z.strictObject({
  key: z.string().trim().min(1).max(100),
  points: z.number().describe('Points as earned; polarity turns nothing round'),
  meaning: Words.optional(),
});

const Node: z.ZodType<MethodNode> = z.lazy(() =>
  z.strictObject({
    id: NodeId,
    label: Words,
    question: Words.optional(),
    weight: z.number().min(0).default(1),
    polarity: z.enum(['normal', 'reversed']).default('normal'),
    scale: Scale,
    rollup: z.enum(ROLLUPS).optional(),
    children: z.array(Node).min(1).optional(),
    unknownPolicy: UnknownPolicy.optional(),
    notApplicablePolicy: NotApplicablePolicy.optional(),
    rubric: z.array(RubricEntry).min(1).optional(),
    multiple: z.boolean().optional(),
    notFoundPoints: z.union([z.number(), z.literal('no_points')]).optional(),
    partialCredit: z.number().optional(),
    level: z.int().optional(),
    topLabel: Words.optional(),
    topLevel: z.int().optional(),
    gates: z.array(Gate).optional(),
  }),
);

const Side = z.strictObject({
  rollup: z.enum(ROLLUPS),
  scale: Scale,
  unknownPolicy: UnknownPolicy.optional(),
  notApplicablePolicy: NotApplicablePolicy.optional(),
  indicators: z.array(Node),
});

/**
 * A method file: one version of a method as a person writes it, member by member the engine's `Method`, with a note
 * for readers. The shape is checked here; what the members mean to each other is checked by `refuseMethod`
 * (scoring rules, U14, U16, U17, C1). `id` is the key that rounds and packs name.
 */
export const MethodFile = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'use small letters, digits and hyphens'),
  version: z.string().trim().min(1).max(40).describe('In quotation marks in YAML, so that it stays text'),
  title: Words,
  status: Words.describe('For example "starter": shipped as an example, to be replaced by your own'),
  note: z.string().trim().min(1).max(4000).nullable(),
  digits: z.int().min(0).max(6),
  rounding: z.enum(ROUNDINGS),
  rankMode: z.enum(RANK_MODES),
  coverageThreshold: z.number().min(0).max(1),
  evidenceFloor: z.enum(EVIDENCE_GRADES).nullable(),
  total: z.boolean(),
  sides: z.strictObject({ policy: Side, conduct: Side }),
  pairs: z.array(z.strictObject({ id: Words, policy: NodeId, conduct: NodeId, label: Words })),
}) satisfies z.ZodType<Method>;
export type MethodFile = z.infer<typeof MethodFile>;
