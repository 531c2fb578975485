import { Column, Entity } from 'typeorm';
import type { Role } from '@libs/domain/vocabulary';
import { WorkspaceRecord } from '@libs/platform/tenancy';

@Entity({ schema: 'app', name: 'invitation' })
export class Invitation extends WorkspaceRecord {
  static override readonly personal = ['email'];

  @Column({ name: 'email', type: 'text' })
  email!: string;

  @Column({ name: 'role', type: 'text' })
  role!: Role;

  @Column({ name: 'legal', type: 'boolean' })
  legal!: boolean;

  /** As in the audit trail: `member:<id>`. */
  @Column({ name: 'invited_by', type: 'text' })
  invitedBy!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;

  @Column({ name: 'used_at', type: 'timestamptz', nullable: true })
  usedAt!: Date | null;

  /** Who came of it. */
  @Column({ name: 'member_id', type: 'uuid', nullable: true })
  memberId!: string | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;
}
