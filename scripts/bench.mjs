// `npm run bench`: measures, prints each table and writes it to docs/benchmarks.md. `-- http` measures one thing;
// what stands behind the name goes to the measurement. Every `test/bench/<name>.bench.mjs` is one: its standard output
// is its table, but for a last line of JSON, and its exit code is 1 where a target is missed.
import './require-node.mjs';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { orRefuse, Refusal, ROOT, say } from './run.mjs';

const FOLDER = join(ROOT, 'test/bench');
const DOCUMENT = join(ROOT, 'docs/benchmarks.md');
const SUFFIX = '.bench.mjs';

function measure(name, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(FOLDER, `${name}${SUFFIX}`), ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** What people read: everything but the lines of JSON. */
function tableOf(output) {
  const lines = output.trimEnd().split('\n');
  return lines
    .filter((line) => !line.startsWith('{'))
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Puts a table between its marks in the document. */
function write(name, table) {
  const [start, end] = [`<!-- ${name}: start -->`, `<!-- ${name}: end -->`];
  const text = readFileSync(DOCUMENT, 'utf8');
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from === -1 || to < from) {
    say(`docs/benchmarks.md has no place for ${name}: the table is printed only.`);
    return;
  }
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  const machine = `${availableParallelism()} cores, ${gigabytes} GB, Node ${process.versions.node}, ${process.platform}`;
  const section = `${start}\n\nMeasured ${new Date().toISOString().slice(0, 10)}: ${machine}.\n\n\`\`\`text\n${table}\n\`\`\`\n\n${end}`;
  writeFileSync(DOCUMENT, text.slice(0, from) + section + text.slice(to + end.length));
}

async function main([wanted, ...args]) {
  const known = readdirSync(FOLDER)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length))
    .sort();
  if (wanted && !known.includes(wanted))
    throw new Refusal(`there is no measurement ${wanted}: choose ${known.join(', ')}`);
  await prepare();
  for (const name of wanted ? [wanted] : known) {
    say(`Measuring: ${name}.`);
    const { code, output } = await measure(name, args);
    const table = tableOf(output);
    console.log(`${name}\n${table}\n`);
    if (table === '') say(`${name}: ended without a table (exit code ${code}).`);
    // A run with arguments of its own is a try-out.
    else if (args.length === 0) write(name, table);
    if (code !== 0) process.exitCode = 1;
  }
}

await orRefuse(() => main(process.argv.slice(2)));
