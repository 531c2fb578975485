import { resolve } from 'node:path';
import { ROOT } from './run.mjs';

/** DATA_DIR is relative to the checkout, wherever the command is started from. */
export function fixDataDirectory(env = process.env) {
  env.DATA_DIR = resolve(ROOT, env.DATA_DIR || 'data');
}
