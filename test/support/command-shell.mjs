// Runs one command of the built command line after the other in this process: loading it takes longer than most commands.
import { pathToFileURL, fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../dist/apps/cli/program.js', import.meta.url));
const { run } = await import(pathToFileURL(program));
const own = { ...process.env };

process.on('message', async ({ args, env }) => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, own, env);
  let [out, err] = ['', ''];
  const ended = (text) => (text.endsWith('\n') ? text : `${text}\n`);
  const code = await run(args, {
    answer: (text) => void (out += ended(text)),
    part: async (text) => void (out += text),
    message: (text) => void (err += ended(text)),
  });
  process.send({ code, out, err });
});
process.send('ready');
