// Serves the built application with the demonstration cases on a test database. Jest cannot load the static file
// plugin in its own process, and a process of its own is what a browser meets anyway.
import { fileURLToPath, pathToFileURL } from 'node:url';

const built = (path) => import(pathToFileURL(fileURLToPath(new URL(`../../dist/${path}`, import.meta.url))));
const { createApplication } = await built('apps/api/application.js');
const { loadDemo } = await built('apps/demo.js');

const { port, options } = JSON.parse(process.argv[2]);
const app = await createApplication({
  ...options,
  log: { error: (fields, message) => console.error(message, fields) },
  nestLog: false,
});
await loadDemo(app, () => undefined);
await app.listen(port, '127.0.0.1');
console.log('ready');

process.on('SIGTERM', () => {
  void app.close().then(() => process.exit(0));
});
// Ends with the tests, however they end.
process.stdin.on('end', () => process.exit(1)).resume();
