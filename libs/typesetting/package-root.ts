import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json: the same whether this runs from source or from dist. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('No package.json stands above the typesetting engine.');
    folder = parent;
  }
  return folder;
}

/** A file that stands beside the source and is not compiled, by its path from the repository root. */
export function assetPath(fromRoot: string): string {
  const path = join(packageRoot(), fromRoot);
  if (!existsSync(path)) throw new Error(`${fromRoot} is missing from this installation.`);
  return path;
}
