import { Column, PrimaryColumn } from 'typeorm';

/** What every versioned record of a workspace has. Entities of rooms extend it. */
export abstract class WorkspaceRecord {
  /**
   * Members that tell of a person of the workspace: names and addresses. They are in no kept version, whose hash is in
   * the audit trail for good, so that they can be changed and erased (security bar U4).
   */
  static readonly personal: readonly string[] = [];

  @PrimaryColumn({ name: 'workspace_id', type: 'uuid' })
  workspaceId!: string;

  @PrimaryColumn({ name: 'id', type: 'uuid' })
  id!: string;

  @Column({ name: 'version', type: 'int' })
  version!: number;
}

/** A record that only the members of its audience see. */
export abstract class AudienceRecord extends WorkspaceRecord {
  @Column({ name: 'audience_id', type: 'uuid' })
  audienceId!: string;
}
