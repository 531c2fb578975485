import { join } from 'node:path';
import { plumbline } from './command-line.ts';

/** Settings of production beside the addresses of the database. */
export async function productionSettings(
  addresses: Record<string, string>,
  place: string,
): Promise<Record<string, string>> {
  const settings = {
    ...addresses,
    MODE: 'production',
    PUBLIC_URL: 'https://plumbline.example',
    TRUSTED_PROXIES: 'none',
    DATA_DIR: place,
    SEALING_KEY_FILE: join(place, 'keys', 'sealing-keys.txt'),
  };
  const made = await plumbline(['key', 'add'], settings);
  if (made.code !== 0) throw new Error(`no sealing key was made: ${made.err}`);
  return settings;
}

/** Prepares a server that has no logins yet, as an operator does, and gives the printed addresses. */
export async function prepareDatabase(adminUrl: string): Promise<Record<string, string>> {
  const prepared = await plumbline(['database', 'prepare', '--admin-url', adminUrl], {});
  if (prepared.code !== 0) throw new Error(`the database was not prepared: ${prepared.err}`);
  return JSON.parse(prepared.out) as Record<string, string>;
}

/** A workspace with one lead in it, made by the command line. */
export async function makeWorkspace(
  settings: Record<string, string>,
  slug: string,
): Promise<{ email: string; password: string }> {
  const email = `${slug}@example.org`;
  const commands = [
    ['workspace', 'create', '--slug', slug, '--name', slug],
    ['user', 'create', '--email', email, '--name', 'Lead Example', '--role', 'lead', '--workspace', slug],
  ];
  let out = '';
  for (const command of commands) {
    const ran = await plumbline(command, settings);
    if (ran.code !== 0) throw new Error(`${command.join(' ')}: ${ran.err}`);
    out = ran.out;
  }
  return { email, password: (JSON.parse(out) as { password: string }).password };
}
