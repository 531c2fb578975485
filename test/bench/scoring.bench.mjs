// Scores by a method file: the 2022 index of Ranking Digital Rights where its tables lie beside the checkout, and an invented
// index of many companies. Run with `node test/bench/scoring.bench.mjs [companies]` after `npx nest build`.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const ROOT = join(import.meta.dirname, '../..');
const { AnswerReader, CsvRows, readMethod, scoreTable } = await import(join(ROOT, 'dist/libs/methods/index.js'));
const TARGETS = { rdrMs: 60, manyMs: 1500, manyMegabytes: 500 };
const LEVELS = ['group', 'company', 'service'];
const WORDS = ['yes', 'partly', 'no', 'n/a'];
const INDICATORS = 60;

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

function timed(rounds, work) {
  const times = Array.from({ length: rounds }, () => {
    const from = performance.now();
    work();
    return performance.now() - from;
  });
  return median(times);
}

function tableFrom(method, pieces) {
  const [rows, reader] = [new CsvRows(method.answers), new AnswerReader(method)];
  let isBegun = false;
  const take = (found) => {
    for (const row of found) {
      if (isBegun) reader.row(row);
      else reader.heads(row);
      isBegun = true;
    }
  };
  for (const piece of pieces) take(rows.push(piece));
  take(rows.end());
  return reader.finish();
}

const METHOD = `id: invented
version: '1'
title: Invented index
digits: 1
rounding: half_up
rankMode: rounded
defaults: { rubric: { yes: 100, partly: 50, no: 0 } }
levels: { at: leaves, composites: [${LEVELS.map((id) => `{ id: ${id} }`).join(', ')}] }
tree:
  id: Total
  rollup: weighted_mean
  children:
${Array.from({ length: 6 }, (_, at) => `    - { id: T${at}, weight: ${at + 1}, elements: ${INDICATORS / 6} }`).join('\n')}
answers: { statuses: { n/a: not_applicable } }
`;

function* invented(companies) {
  yield 'company,level,node,answer\n';
  let seed = 7;
  for (let number = 0; number < companies; number += 1) {
    let piece = '';
    for (const level of LEVELS) {
      for (let at = 0; at < INDICATORS; at += 1) {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        piece += `Sample ${number},${level},T${at % 6}.${Math.floor(at / 6) + 1},${WORDS[(seed >> 16) % 4]}\n`;
      }
    }
    yield piece;
  }
}

/** In a process of its own, so that its memory is its own. */
function many(companies) {
  const method = readMethod(Buffer.from(METHOD));
  const from = performance.now();
  const table = tableFrom(method, invented(companies));
  const loadMs = performance.now() - from;
  const scoreMs = timed(3, () => scoreTable(method, table));
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ answers: table.answers, loadMs, scoreMs, megabytes }));
}

if (process.argv[2] === 'many') {
  many(Number(process.argv[3]));
} else {
  const companies = Number(process.argv[2] ?? 10_000);
  const row = (what, value, target) => console.log(`${what.padEnd(62)}${value.padStart(10)}${target.padStart(10)}`);
  row('', 'measured', 'target');
  const data = join(ROOT, '../shared/data/rdr-2022/derived/answers.csv');
  let rdrMs = null;
  if (existsSync(data)) {
    const method = readMethod(readFileSync(join(ROOT, 'libs/methods/methods/rdr-2022.yaml')));
    const text = readFileSync(data, 'utf8');
    const readMs = timed(5, () => tableFrom(method, [text]));
    const table = tableFrom(method, [text]);
    rdrMs = timed(15, () => scoreTable(method, table));
    row('Ranking Digital Rights 2022, 14,987 answers: read, ms', readMs.toFixed(0), '');
    row('Ranking Digital Rights 2022: score all, ms', rdrMs.toFixed(1), `<= ${TARGETS.rdrMs}`);
  } else {
    row('Ranking Digital Rights 2022: its tables are not here', 'n/a', `<= ${TARGETS.rdrMs}`);
  }
  const child = spawnSync(process.execPath, [import.meta.filename, 'many', String(companies)], { encoding: 'utf8' });
  if (child.status !== 0) throw new Error(child.stderr);
  const { answers, loadMs, scoreMs, megabytes } = JSON.parse(child.stdout);
  const name = `${companies} companies, ${INDICATORS} indicators, ${LEVELS.length} levels`;
  row(`${name}: read ${answers} answers, ms`, loadMs.toFixed(0), '');
  row(`${name}: score and rank all, ms`, scoreMs.toFixed(0), `<= ${TARGETS.manyMs}`);
  row(`${name}: most memory, MB`, megabytes.toFixed(0), `<= ${TARGETS.manyMegabytes}`);
  console.log(JSON.stringify({ bench: 'scoring', companies, rdrMs, loadMs, scoreMs, megabytes }));
  const met = (rdrMs ?? 0) <= TARGETS.rdrMs && scoreMs <= TARGETS.manyMs && megabytes <= TARGETS.manyMegabytes;
  process.exitCode = met ? 0 : 1;
}
