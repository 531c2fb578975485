import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { MethodFile } from '@libs/contracts';
import { refuseMethod } from '@libs/domain/scoring';
import { packageRoot } from '@libs/platform/config';

export interface ShippedMethod {
  document: MethodFile;
  fileSha256: string;
}

/**
 * Reads one method file. @throws Error that names the file and everything that is wrong with it: a shipped method that
 * does not hold is a fault of the program, not of its user.
 */
export function readMethodFile(name: string, bytes: Buffer): ShippedMethod {
  const written = MethodFile.safeParse(parse(bytes.toString('utf8')));
  if (!written.success) {
    const problems = written.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`The method file ${name} cannot be read. ${problems.join('; ')}`);
  }
  const problems = refuseMethod(written.data).map(({ path, reason }) => `${path}: ${reason}`);
  if (problems.length > 0) throw new Error(`The method file ${name} does not hold. ${problems.join(' ')}`);
  return { document: written.data, fileSha256: createHash('sha256').update(bytes).digest('hex') };
}

let shipped: ShippedMethod[] | undefined;

/** The methods that come with the program, by file name. The files stand in the checkout: the build copies none. */
export function shippedMethods(): ShippedMethod[] {
  if (shipped) return shipped;
  const folder = join(packageRoot(), 'libs/scorecards/methods');
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  shipped = names.sort().map((name) => readMethodFile(name, readFileSync(join(folder, name))));
  return shipped;
}
