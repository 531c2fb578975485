import { Column, Entity } from 'typeorm';
import { WorkspaceRecord } from '@libs/platform/tenancy';

@Entity({ schema: 'app', name: 'case_file' })
export class CaseFile extends WorkspaceRecord {
  @Column({ name: 'key', type: 'text' })
  key!: string;

  @Column({ name: 'title', type: 'text' })
  title!: string;

  @Column({ name: 'summary', type: 'text' })
  summary!: string;

  @Column({ name: 'notice', type: 'text', nullable: true })
  notice!: string | null;

  @Column({ name: 'imported_at', type: 'timestamptz' })
  importedAt!: Date;
}
