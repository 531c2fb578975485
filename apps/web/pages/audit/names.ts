import { auditWords } from '../../words/audit.ts';

/** Who did something, for a reader: a member by name, a user of the command line, or the program itself. */
export function nameInWords(by: string, who: string | null): string {
  const [kind, rest = ''] = by.split(/:(.*)/s);
  if (by === 'demo') return auditWords.byItself(auditWords.demonstration);
  if (kind === 'cli') return auditWords.onCommandLine(rest);
  if (kind === 'system') return auditWords.byItself(rest.replaceAll('_', ' '));
  return who === null || who === by ? (kind === 'member' ? auditWords.someone : by) : who;
}
