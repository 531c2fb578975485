import { Column, Entity } from 'typeorm';
import type { Role } from '@libs/domain/vocabulary';
import { WorkspaceRecord } from '@libs/platform/tenancy';

@Entity({ schema: 'app', name: 'member' })
export class Member extends WorkspaceRecord {
  static override readonly personal = ['name', 'userId'];

  @Column({ name: 'user_id', type: 'uuid', nullable: true })
  userId!: string | null;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'role', type: 'text' })
  role!: Role;

  @Column({ name: 'legal', type: 'boolean' })
  legal!: boolean;

  @Column({ name: 'disabled_at', type: 'timestamptz', nullable: true })
  disabledAt!: Date | null;
}
