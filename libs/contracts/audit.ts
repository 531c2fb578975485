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

export const AuditVerification = z.object({
  sound: z.boolean(),
  events: z.int(),
  head: z.string(),
  problems: z.array(z.string()).describe('Each names the event; empty for a sound chain'),
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
