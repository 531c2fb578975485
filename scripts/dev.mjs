// `npm run dev`: the server, rebuilt and restarted on change, behind Vite's development server with instant updates.
import './require-node.mjs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fixDataDirectory } from './data-directory.mjs';
import { prepare } from './prepare.mjs';
import { orRefuse, ROOT, say } from './run.mjs';

await orRefuse(prepare);
fixDataDirectory();

const serverPort = process.env.PORT || '4400';
const webPort = Number(process.env.WEB_PORT || '5173');
const webAddress = `http://127.0.0.1:${webPort}`;

// Cookies and origin checks go by the address in the browser, which is Vite's here.
const env = { ...process.env, PORT: serverPort, PUBLIC_URL: webAddress };
const nest = [join(ROOT, 'node_modules/@nestjs/cli/bin/nest.js'), 'start', '--watch', '--preserveWatchOutput'];
const server = spawn(process.execPath, nest, { cwd: ROOT, env, stdio: 'inherit' });

const { createServer } = await import('vite');
const proxy = { '/api': `http://127.0.0.1:${serverPort}` };
const web = await createServer({
  configFile: join(ROOT, 'apps/web/vite.config.ts'),
  server: { host: '127.0.0.1', port: webPort, strictPort: true, proxy },
});
await web.listen();
say(`Screens, updated as you type: ${webAddress}`);

const stop = async () => {
  server.kill('SIGTERM');
  await web.close();
};
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
server.on('exit', (code) => web.close().then(() => process.exit(code ?? 0)));
