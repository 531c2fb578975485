// Suggestions against the truth of two sets of invented paragraphs, and texts a second on one thread.
// Run with `node test/bench/extraction.bench.mjs [texts]` after `npx nest build`.
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { INVENTED, judge, readCorpus } from '../extraction/judge.mjs';

const { extract } = await import(join(import.meta.dirname, '../../dist/libs/extraction/index.js'));
const TEXTS = Number(process.argv[2] ?? 200);
const TARGETS = { textsPerSecond: 50, quotations: 0.95, speakers: 0.9 };
const KINDS = { q: 'quotations', r: 'relations', o: 'shares', a: 'answers', n: 'new organisations' };

const judged = {};
for (const name of ['worked-on', 'held-out']) {
  const { kinds, rules, speakers } = (judged[name] = judge(extract, readCorpus(name)));
  console.log(`${name}: right of given, right of wanted`);
  for (const [kind, { wanted, given, right }] of Object.entries(kinds)) {
    console.log(`  ${KINDS[kind].padEnd(52)}${`${right}/${given}`.padStart(7)}${`${right}/${wanted}`.padStart(7)}`);
  }
  console.log(
    `  ${"speaker's organisation, empty where it must be".padEnd(59)}${`${speakers.right}/${speakers.wanted}`.padStart(7)}`,
  );
  for (const [rule, { given, right }] of Object.entries(rules).sort()) {
    console.log(`    ${rule.padEnd(50)}${`${right}/${given}`.padStart(7)}`);
  }
}

const paragraphs = readCorpus('worked-on').map(({ t: text }) => text);
const textOf = (number) =>
  Array.from({ length: 40 }, (_, at) => paragraphs[(number + at) % paragraphs.length]).join('\n\n');
for (let number = 0; number < 20; number += 1) extract(textOf(number), INVENTED);
const started = performance.now();
let units = 0;
for (let number = 0; number < TEXTS; number += 1) {
  const text = textOf(number);
  units += text.length;
  extract(text, INVENTED);
}
const textsPerSecond = Math.round(TEXTS / ((performance.now() - started) / 1000));
console.log(
  `texts of ${Math.round(units / TEXTS)} units a second: ${textsPerSecond} (target >= ${TARGETS.textsPerSecond})`,
);
console.log(JSON.stringify({ bench: 'extraction', texts: TEXTS, textsPerSecond }));
const { kinds, speakers } = judged['held-out'];
const met =
  textsPerSecond >= TARGETS.textsPerSecond &&
  kinds.q.right / kinds.q.wanted >= TARGETS.quotations &&
  speakers.right / speakers.wanted >= TARGETS.speakers;
process.exitCode = met ? 0 : 1;
