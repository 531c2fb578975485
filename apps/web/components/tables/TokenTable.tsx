import type { TokenView } from '@libs/contracts';
import { dateInWords, momentInWords } from '../../words/dates.ts';
import { tokensWords } from '../../words/tokens.ts';
import { Button } from '../controls/Button.tsx';
import classes from './Table.module.css';

interface TokenTableProps {
  rows: TokenView[];
  /** Whose or which the reader has to be told: the workspace of an own token, the member of one in the workspace. */
  of: 'workspace' | 'member';
  busy: boolean;
  onRevoke: (id: string) => void;
}

/** Tokens that work, and the way to end them. */
export function TokenTable({ rows, of, busy, onRevoke }: TokenTableProps) {
  return (
    <div className={classes.wrap}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{tokensWords.name}</th>
            <th scope="col">{of === 'member' ? tokensWords.member : tokensWords.workspace}</th>
            <th scope="col" className={classes.wide}>
              {tokensWords.may}
            </th>
            <th scope="col" className={classes.wide}>
              {tokensWords.used}
            </th>
            <th scope="col">{tokensWords.expires}</th>
            <th scope="col" className={classes.end}>
              <span className="visually-hidden">{tokensWords.acts}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.name}</th>
              <td>{of === 'member' ? row.memberName : row.workspaceName}</td>
              <td className={classes.wide}>
                {row.scopes.length > 2 ? tokensWords.scopes(row.scopes.length) : row.scopes.join(', ')}
              </td>
              <td className={classes.wide}>{row.lastUsedAt ? momentInWords(row.lastUsedAt) : tokensWords.never}</td>
              <td>{dateInWords(row.expiresAt)}</td>
              <td className={classes.end}>
                <Button disabled={busy} aria-label={tokensWords.revokeOf(row.name)} onClick={() => onRevoke(row.id)}>
                  {tokensWords.revoke}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
