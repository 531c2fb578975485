import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ACTS, KINDS, securityInWords } from './audit.ts';

const sources = ['libs', 'apps/cli']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
  .map((file) => readFileSync(file, 'utf8'));

const foundBy = (pattern: RegExp, of: (text: string[]) => string[]) =>
  [...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].flatMap(([, ...groups]) => of(groups))))].sort();
const quoted = ([text = '']: string[]) => [...text.matchAll(/'([a-z_]+)'/g)].map(([, word]) => word!);

describe('the words of the audit trail', () => {
  it('know every act that the program writes', () => {
    const written = [
      ...foundBy(/[{\s]act: ([^,}\n]+)/g, quoted),
      ...foundBy(/\btx\.audit\(\s*([^,]+),/g, quoted),
      ...foundBy(/\bact: ((?:'[a-z_]+'(?: \| )?)+)/g, quoted),
    ];
    expect(written.length).toBeGreaterThan(20);
    expect(written.filter((act) => !ACTS.includes(act) && act !== 'batch')).toEqual([]);
  });

  it('know every kind of record that it writes', () => {
    const written = [
      ...foundBy(/\btx\.audit\(\s*[^,]+,\s*'([a-z_]+)'/g, (groups) => groups),
      ...foundBy(/kind: '([a-z_]+)', act: /g, (groups) => groups),
    ];
    expect(written.length).toBeGreaterThan(5);
    expect(written.filter((kind) => !KINDS.includes(kind))).toEqual([]);
  });

  it('know every security event', () => {
    const noted = foundBy(/\b(?:signIns|this)\.note\('([a-z_]+)',/g, (groups) => groups).filter(
      (kind) => kind !== 'sign_in_throttled',
    );
    expect(noted.length).toBeGreaterThan(8);
    expect(noted.filter((kind) => securityInWords(kind) === kind.replaceAll('_', ' '))).toEqual([
      'signed_in',
      'signed_out',
    ]);
  });
});
