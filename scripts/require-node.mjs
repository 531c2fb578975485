// Imported first by every script, so that an old Node gets one plain line instead of a stack trace.
const OLDEST = [20, 19];

/** Why this version of Node cannot run the project, or null when it can. */
export function refuseNodeVersion(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return null;
  return `Node ${version} is too old: install Node ${OLDEST.join('.')} or newer, then run the command again.`;
}

const reason = refuseNodeVersion(process.versions.node);
if (reason !== null) {
  console.error(`plumbline: ${reason}`);
  process.exit(1);
}
