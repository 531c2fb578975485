import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json: the same whether this runs from source or from dist. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('No package.json stands above this installation.');
    folder = parent;
  }
  return folder;
}

/**
 * The compiled file of an entry that needs its own thread or process. Node runs no TypeScript there, so from source it
 * is looked up in dist.
 */
export function compiledEntry(callerUrl: string, name: string): string {
  const folder = dirname(fileURLToPath(callerUrl));
  if (callerUrl.endsWith('.js')) return join(folder, `${name}.js`);
  const fromRoot = join('dist', relative(packageRoot(), folder), `${name}.js`);
  const path = join(packageRoot(), fromRoot);
  if (!existsSync(path)) throw new Error(`${fromRoot} is missing. Run "npx nest build" first.`);
  return path;
}
