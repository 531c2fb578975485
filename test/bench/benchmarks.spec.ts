import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '@libs/platform/config';

/** The last line of a benchmark, whatever its figures are: they are not judged here. */
function lastLine(script: string, ...args: string[]): Promise<{ bench: string; said: string }> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [join(packageRoot(), 'test/bench', script), ...args], (_failed, said, errors) => {
      const line = said.trim().split('\n').at(-1) ?? '';
      if (!line.startsWith('{')) reject(new Error(`${script} ended without figures: ${errors.slice(0, 2000)}`));
      else resolve({ ...(JSON.parse(line) as { bench: string }), said });
    });
  });
}

it('the benchmark of the search runs over a small workspace', async () => {
  const { bench, said } = await lastLine('search.bench.mjs', '300');
  expect(bench).toBe('search');
  expect(said).toMatch(/a common word .* groups [1-9]/);
}, 120_000);

it('the benchmark of the audit trail appends a short trail and finds it sound', async () => {
  const { bench, said } = await lastLine('audit.bench.mjs', '300');
  expect(bench).toBe('audit');
  expect(said).toMatch(/check in the exported file +[1-9]/);
}, 120_000);

it('the benchmark of the extraction judges both sets of paragraphs', async () => {
  const { bench, said } = await lastLine('extraction.bench.mjs', '2');
  expect(bench).toBe('extraction');
  expect(said).toMatch(/held-out: .*\n +quotations +[1-9]/);
}, 120_000);

it('the benchmark of the scoring scores a small index', async () => {
  const { bench, said } = await lastLine('scoring.bench.mjs', '50');
  expect(bench).toBe('scoring');
  expect(said).toMatch(/read 9000 answers/);
}, 120_000);
