import { z } from 'zod';
import { Paging } from './common.ts';

export const ListAudit = z.strictObject({ ...Paging });
export type ListAudit = z.infer<typeof ListAudit>;

export const AuditPage = z.object({
  items: z.array(
    z.object({
      seq: z.int(),
      hash: z.string(),
      event: z.record(z.string(), z.unknown()).describe('Who did what to which record, when'),
    }),
  ),
  total: z.int(),
});
export type AuditPage = z.infer<typeof AuditPage>;

/** Forms that a trail is exported in: for checking it elsewhere, and for people. */
export const TRAIL_FORMATS = ['jsonl', 'csv'] as const;
export type TrailFormat = (typeof TRAIL_FORMATS)[number];

export const ExportAudit = z.strictObject({ format: z.enum(TRAIL_FORMATS).default('jsonl') });
export type ExportAudit = z.infer<typeof ExportAudit>;

export const AuditVerification = z.object({
  sound: z.boolean(),
  events: z.int(),
  head: z.string(),
  anchored: z.boolean().describe('Whether signed checkpoints were there to compare with'),
  checkpoint: z
    .object({ seq: z.int(), at: z.iso.datetime() })
    .nullable()
    .describe('The newest that the chain agrees with'),
  problems: z
    .array(z.object({ seq: z.int().nullable(), what: z.string(), message: z.string() }))
    .describe('Each names the event; empty for a sound chain'),
  notes: z.array(z.string()).describe('What cannot be found, and what was passed over'),
});
export type AuditVerification = z.infer<typeof AuditVerification>;

export const ListCheckpoints = z.strictObject({ ...Paging });
export type ListCheckpoints = z.infer<typeof ListCheckpoints>;

export const CheckpointPage = z.object({
  items: z.array(
    z.object({
      format: z.literal('plumbline-checkpoint/1'),
      workspace: z.uuid(),
      seq: z.int().describe('Number of the last event that it covers'),
      head: z.string().describe('Hash of that event'),
      at: z.iso.datetime(),
      key: z.string().describe('Id of the key that signed'),
      signature: z.string().describe('Ed25519, base64'),
    }),
  ),
  total: z.int(),
  publicKeys: z.string().describe('PEM, oldest first'),
});
export type CheckpointPage = z.infer<typeof CheckpointPage>;
