// Makes a checkout runnable: packages as the lock says, dist/ as the sources say. Needs nothing but Node.
import './require-node.mjs';
import { accessSync, constants } from 'node:fs';
import { build, BUILD_LOCK, staleParts } from './build-parts.mjs';
import { install, needsInstall } from './install.mjs';
import { withLock } from './lock.mjs';
import { Refusal, ROOT, say } from './run.mjs';

function refuseUnwritable() {
  try {
    accessSync(ROOT, constants.W_OK);
  } catch {
    throw new Refusal(
      `${ROOT} must be prepared and is not writable: run as its owner, or copy it to a folder of yours.`,
    );
  }
}

function isPrepared() {
  return !needsInstall() && staleParts().length === 0;
}

/** Installs and builds what is missing or out of date; quick when nothing is. */
export async function prepare() {
  if (isPrepared()) return;
  refuseUnwritable();
  const onWait = () => say('Another program is preparing this checkout: waiting for it.');
  await withLock(BUILD_LOCK, onWait, async () => {
    if (needsInstall()) await install();
    const stale = staleParts();
    if (stale.length > 0) await build(stale);
  });
}
