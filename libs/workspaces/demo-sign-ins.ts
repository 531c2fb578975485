import type { Role } from '@libs/domain/vocabulary';

export interface DemoSignIn {
  email: string;
  password: string;
  name: string;
  role: Role;
  kind: string;
}

/** The demonstration accounts, one for each kind of user. They exist in evaluation on the own machine only. */
const ACCOUNTS: DemoSignIn[] = [
  {
    email: 'steward@sample.example',
    password: 'sample-steward',
    name: 'Sample Steward',
    role: 'lead',
    kind: 'Steward at an investor',
  },
  {
    email: 'campaigner@sample.example',
    password: 'sample-campaigner',
    name: 'Sample Campaigner',
    role: 'drafter',
    kind: 'Campaigner in an advocacy group',
  },
  {
    email: 'analyst@sample.example',
    password: 'sample-analyst',
    name: 'Sample Analyst',
    role: 'analyst',
    kind: 'ESG analyst',
  },
];

export class DemoSignIns {
  constructor(private readonly enabled: boolean) {}

  /** Whether this is a sign-in that stands in the documentation, on an installation that is no demonstration. */
  refuses(email: string, password: string): boolean {
    const typed = email.trim().toLowerCase();
    return !this.enabled && ACCOUNTS.some((account) => account.email === typed && account.password === password);
  }

  list(): DemoSignIn[] {
    return this.enabled ? ACCOUNTS : [];
  }
}
