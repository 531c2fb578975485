import { createHash } from 'node:crypto';
import { isMap, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { layOut } from './lay-out.ts';
import type { MethodDocument } from './method-file.ts';
import type { MethodRules } from './method-rules.ts';
import { MethodRefused } from './problem.ts';
import type { FileProblem, Finding, Keys } from './problem.ts';
import { refuseDocument } from './refuse-document.ts';
import { schemaFindings } from './schema-check.ts';

/** The most bytes a method file may have. */
export const MOST_METHOD_BYTES = 2_000_000;

const UNNAMED = ['children', 'indicators'];

/** A place in words: nodes and pairs by their id, other entries by their number from 1. */
function pathOf(document: unknown, keys: Keys): string {
  let at = document;
  const parts: string[] = [];
  for (const key of keys) {
    const inList = Array.isArray(at);
    at = (at as Record<string | number, unknown> | null | undefined)?.[key];
    const id = (at as { id?: unknown } | null | undefined)?.id;
    if (inList) parts.push(typeof id === 'string' && id !== '' ? id : `#${Number(key) + 1}`);
    else if (!UNNAMED.includes(String(key))) parts.push(String(key));
  }
  return parts.join('.') || 'the file';
}

/** The line on which the nearest written place stands. */
function lineOf(source: Document, lines: LineCounter, keys: Keys): number | null {
  for (let length = keys.length; length > 0; length -= 1) {
    const parent = length === 1 ? source.contents : source.getIn(keys.slice(0, length - 1), true);
    const key = keys[length - 1]!;
    if (isMap(parent)) {
      const pair = parent.items.find((item) => (item.key as { value?: unknown } | null)?.value === key);
      const range = (pair?.key as { range?: readonly number[] } | undefined)?.range;
      if (range) return lines.linePos(range[0]!).line;
    } else if (isSeq(parent)) {
      const range = (parent.items[Number(key)] as { range?: readonly number[] } | undefined)?.range;
      if (range) return lines.linePos(range[0]!).line;
    }
  }
  return 1;
}

function parse(text: string): { source: Document; lines: LineCounter; document: unknown } {
  const lines = new LineCounter();
  const source = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems = [...source.errors, ...source.warnings].map(({ pos, message }): FileProblem => {
    return { path: 'the file', line: lines.linePos(pos[0]).line, reason: `It is not YAML as expected: ${message}` };
  });
  if (problems.length > 0) throw new MethodRefused(problems);
  try {
    return { source, lines, document: source.toJS({ maxAliasCount: 100 }) as unknown };
  } catch (error) {
    throw new MethodRefused([{ path: 'the file', line: null, reason: (error as Error).message }]);
  }
}

function refuse(findings: readonly Finding[], text: ReturnType<typeof parse>): void {
  if (findings.length === 0) return;
  const problems = findings.map(({ keys, reason }) => ({
    path: pathOf(text.document, keys),
    line: lineOf(text.source, text.lines, keys),
    reason,
  }));
  // Leaves that `elements` counts share a place: what is wrong with all of them is said once.
  const once = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  throw new MethodRefused([...once.values()].sort((a, b) => a.line! - b.line!));
}

/**
 * Reads a method file.
 *
 * @param bytes the file: YAML 1.2 in UTF-8, at most 2 MB
 * @returns the method, ready for `scoreTable`
 * @throws MethodRefused with every problem of the file, each with path, line and reason: first those of its shape
 *   (the JSON Schema), or, where the shape holds, those of its meaning (scoring rules T1, T5, U8, U14, U16, U17, C1)
 */
export function readMethod(bytes: Uint8Array): MethodRules {
  const refusal = (reason: string) => new MethodRefused([{ path: 'the file', line: null, reason }]);
  if (bytes.length > MOST_METHOD_BYTES) throw refusal(`It has ${bytes.length} bytes; at most 2,000,000 are read.`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refusal('It is not UTF-8 text.');
  }
  const parsed = parse(text);
  refuse(schemaFindings(parsed.document), parsed);
  const document = parsed.document as MethodDocument;
  const nodes = layOut(document);
  refuse(refuseDocument(document, nodes), parsed);
  const byId = new Map(nodes.map(({ id, index }) => [id, index]));
  const roots = nodes.filter(({ parent }) => parent < 0).map(({ index }) => index);
  const isTotal = document.tree !== undefined && document.total !== false;
  const ranked = document.ranked?.map((id) => byId.get(id)!) ?? (isTotal ? roots : []);
  return {
    id: document.id,
    version: document.version,
    title: document.title,
    status: document.status ?? 'draft',
    note: document.note ?? null,
    source: document.source ?? {},
    digits: document.digits,
    rounding: document.rounding,
    rankMode: document.rankMode,
    ranked: document.rankMode === 'none' ? [] : ranked,
    evidenceFloor: document.evidenceFloor ?? null,
    total: isTotal,
    nodes,
    byId,
    roots,
    levels: document.levels ?? null,
    pairs: document.pairs ?? [],
    answers: document.answers ?? {},
    published: [document.published ?? []].flat(),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    document,
  };
}
