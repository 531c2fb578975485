import { Column, Entity } from 'typeorm';
import { WorkspaceRecord } from '@libs/platform/tenancy';

@Entity({ schema: 'app', name: 'audience' })
export class Audience extends WorkspaceRecord {
  // Versions of an audience are kept for all, and its name may say what it is about.
  static override readonly personal = ['name'];

  @Column({ name: 'kind', type: 'text' })
  kind!: 'workspace' | 'team' | 'named';

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'keeper_id', type: 'uuid', nullable: true })
  keeperId!: string | null;
}
