import type { Role } from '@libs/domain/vocabulary';
import type { OnceOnly } from './once-only.ts';

/** A member at work in a workspace: what the guard found out, before any tenant row is read. */
export interface Actor {
  workspaceId: string;
  slug: string;
  /** Null for the command line and for jobs. */
  memberId: string | null;
  name: string;
  role: Role;
  legal: boolean;
  /** Printed in the audit trail: `member:<id>` or `cli:<user>`. */
  auditName: string;
  /** How the member came, where not by signing in, printed in the audit trail: `token:<id>`. */
  via?: string;
  audiences: string[];
  /** The audience of everyone in the workspace: new records get it unless their parent has a narrower one. */
  everyoneAudienceId: string;
  /** The key of a write that is not to be done twice, where its route opens its own transactions. */
  once?: OnceOnly;
}
