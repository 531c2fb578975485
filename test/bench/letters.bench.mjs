// Letters to PDF on two processes: rate, peak memory of the pool, and whether it stays flat.
// Run with `node test/bench/letters.bench.mjs [letters]` after `npx nest build`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const root = join(import.meta.dirname, '../..');
const { createPdfPool, createTemplatePool, FIRST_CONTACT, renderDocx, renderHtml, renderText } = await import(
  join(root, 'dist/libs/typesetting/index.js')
);
const { residentBytes } = await import(join(root, 'dist/libs/typesetting/pdf/resident-bytes.js'));

const LETTERS = Number(process.argv[2] ?? 1000);
const PROCESSES = 2;
const EARLY = Math.min(200, Math.floor(LETTERS / 2));
const TARGETS = { lettersPerSecond: 40, peakMegabytes: 400, growthPercent: 10 };

const template = readFileSync(join(root, 'libs/letters/templates/first-contact.md.hbs'), 'utf8');
const original = readFileSync(join(root, 'test/support/intel-first-contact.json'), 'utf8');

/** A different letter each time: other names, references, words and numbers of reports. */
function contextOf(number) {
  const context = JSON.parse(original.replaceAll('NetPosa', `Sample ${number} Systems`));
  const fields = context.fields;
  Object.assign(fields, {
    letter_ref: `BENCH-${number}`,
    company_legal_name: `Sample Company ${number} Corporation`,
    company_name: `Sample ${number}`,
    gap_statement: `${fields.gap_statement} This is letter ${number} of ${LETTERS}.`,
  });
  if (number % 3 === 0) fields.reports = [...fields.reports, fields.reports[0]];
  if (number % 4 === 0) fields.company_answers = [];
  return context;
}

/** Processor seconds that the pool has used so far (Linux, ticks of 10 ms); null elsewhere. */
function processorSeconds(processIds) {
  if (process.platform !== 'linux') return null;
  return processIds.reduce((sum, id) => {
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1].split(' ');
    return sum + (Number(fields[11]) + Number(fields[12])) / 100;
  }, 0);
}

const megabytes = (bytes) => Math.round((bytes / 1024 / 1024) * 10) / 10;
const templates = createTemplatePool({ threads: 1 });
const pdfs = createPdfPool({ processes: PROCESSES, lettersPerProcess: LETTERS * 2 });

const composeStarted = performance.now();
const models = [];
for (let number = 1; number <= LETTERS; number += 1) {
  models.push(await templates.render(template, FIRST_CONTACT, contextOf(number)));
}
const composeSeconds = (performance.now() - composeStarted) / 1000;
await templates.close();

let peak = 0;
const samples = [];
let finished = 0;
const sampling = setInterval(async () => {
  const each = await Promise.all(pdfs.processIds().map(residentBytes));
  const pool = each.reduce((sum, bytes) => sum + bytes, 0);
  peak = Math.max(peak, pool);
  samples.push({ finished, pool });
}, 100);

// Both processes are warm before the clock starts: their start is paid once, not a thousand times.
await Promise.all(models.slice(0, PROCESSES * 2).map((model) => pdfs.render(model)));
const processorBefore = processorSeconds(pdfs.processIds());
const pdfStarted = performance.now();
await Promise.all(models.map((model) => pdfs.render(model).then(() => (finished += 1))));
const pdfSeconds = (performance.now() - pdfStarted) / 1000;
const processorUsed = processorSeconds(pdfs.processIds()) - processorBefore;
clearInterval(sampling);

const singles = [];
for (const model of models.slice(0, 50)) {
  const changed = { ...model, subject: `${model.subject} (single)` };
  const started = performance.now();
  await pdfs.render(changed);
  singles.push(performance.now() - started);
}
await pdfs.close();

const othersStarted = performance.now();
for (const model of models) {
  await renderDocx(model);
  renderHtml(model);
  renderText(model);
}
const othersSeconds = (performance.now() - othersStarted) / 1000;

const around = (count) => {
  const near = samples.filter((sample) => Math.abs(sample.finished - count) <= LETTERS / 20);
  return near.reduce((sum, sample) => sum + sample.pool, 0) / Math.max(near.length, 1);
};
const early = around(EARLY);
const late = around(LETTERS);
const result = {
  bench: 'letters',
  node: process.version,
  letters: LETTERS,
  processes: PROCESSES,
  pdfLettersPerSecond: Math.round((LETTERS / pdfSeconds) * 10) / 10,
  processorMsPerLetter: Math.round((processorUsed / LETTERS) * 10_000) / 10,
  peakPoolMegabytes: megabytes(peak),
  poolMegabytesEarly: megabytes(early),
  poolMegabytesLate: megabytes(late),
  growthPercent: Math.round((late / early - 1) * 1000) / 10,
  warmPdfMedianMs: Math.round(singles.sort((a, b) => a - b)[25] * 10) / 10,
  composeLettersPerSecond: Math.round(LETTERS / composeSeconds),
  docxHtmlTextLettersPerSecond: Math.round(LETTERS / othersSeconds),
  ownMegabytes: megabytes(process.memoryUsage.rss()),
};
const rows = [
  ['PDF, letters a second', result.pdfLettersPerSecond, `>= ${TARGETS.lettersPerSecond}`],
  ['processor time a letter, ms', result.processorMsPerLetter, ''],
  ['pool memory at its peak, MB', result.peakPoolMegabytes, `<= ${TARGETS.peakMegabytes}`],
  [`pool memory near letter ${EARLY}, MB`, result.poolMegabytesEarly, ''],
  [`pool memory near letter ${LETTERS}, MB`, result.poolMegabytesLate, ''],
  ['growth between, %', result.growthPercent, `<= ${TARGETS.growthPercent}`],
  ['one warm letter to PDF, median ms', result.warmPdfMedianMs, '<= 50'],
  ['template to model, letters a second', result.composeLettersPerSecond, ''],
  ['DOCX + HTML + text, letters a second', result.docxHtmlTextLettersPerSecond, ''],
];
for (const [name, value, target] of rows) console.log(`${name.padEnd(40)}${String(value).padStart(9)}  ${target}`);
console.log(JSON.stringify(result));
const met =
  result.pdfLettersPerSecond >= TARGETS.lettersPerSecond &&
  result.peakPoolMegabytes <= TARGETS.peakMegabytes &&
  result.growthPercent <= TARGETS.growthPercent;
process.exitCode = met ? 0 : 1;
