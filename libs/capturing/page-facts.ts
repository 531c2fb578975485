import { Parser } from 'htmlparser2';
import { NotReadable, NOTHING_SAID } from './document.ts';
import type { SaidOfItself } from './document.ts';

const MOST_TAGS = 150_000;
const LONGEST_NOTE = 200_000;
const LONGEST_FACT = 500;

const META: Record<string, keyof SaidOfItself> = {
  'og:title': 'title',
  'dc.title': 'title',
  'og:site_name': 'publisher',
  'dc.publisher': 'publisher',
  citation_publisher: 'publisher',
  author: 'author',
  'dc.creator': 'author',
  'article:published_time': 'publishedOn',
  date: 'publishedOn',
  'dc.date': 'publishedOn',
  'dc.date.issued': 'publishedOn',
  citation_publication_date: 'publishedOn',
  datepublished: 'publishedOn',
};

/** The encoding that a page names in its first kilobyte, as the HTML standard looks for it. */
export function declaredInPage(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  return /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(start)?.[1] ?? null;
}

/**
 * What a page says of itself in its head, the article's own note (JSON-LD) before the notes for social networks.
 * @throws NotReadable where it has more tags than any document needs
 */
export function factsOfPage(html: string): SaidOfItself {
  const said: SaidOfItself = { ...NOTHING_SAID };
  const notes: string[] = [];
  let collecting: 'title' | 'note' | null = null;
  let collected = '';
  let tags = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      tags += 1;
      if (tags > MOST_TAGS) {
        throw new NotReadable('too_complex', `The page has more than ${MOST_TAGS} tags. It is not opened.`);
      }
      if (name === 'html') said.language ??= languageOf(attributes['lang'] ?? attributes['xml:lang']);
      if (name === 'meta') takeMeta(said, attributes);
      const isNote = name === 'script' && attributes['type']?.trim().toLowerCase() === 'application/ld+json';
      collecting = isNote ? 'note' : name === 'title' ? 'title' : collecting;
    },
    ontext(text) {
      if (collecting && collected.length < LONGEST_NOTE) collected += text;
    },
    onclosetag(name) {
      if (collecting === 'note' && name === 'script') notes.push(collected);
      if (collecting === 'title' && name === 'title') said.title ??= fact(collected);
      if (name === 'script' || name === 'title') [collecting, collected] = [null, ''];
    },
  });
  parser.write(html);
  parser.end();
  return { ...said, ...factsOfNotes(notes) };
}

function fact(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.replace(/\s+/g, ' ').trim();
  return text === '' ? null : text.slice(0, LONGEST_FACT);
}

/** The day of a point in time, as its author wrote it; nothing where it is written in another way. */
function dayOf(value: unknown): string | null {
  const day = /^\s*(\d{4})[-/](\d{2})[-/](\d{2})/.exec(typeof value === 'string' ? value : '');
  return day ? `${day[1]}-${day[2]}-${day[3]}` : null;
}

function languageOf(value: string | undefined): string | null {
  const tag = value?.trim().replace('_', '-') ?? '';
  return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) ? tag.slice(0, 35) : null;
}

function takeMeta(said: SaidOfItself, attributes: Record<string, string>): void {
  const name = (attributes['property'] ?? attributes['name'] ?? attributes['itemprop'] ?? '').trim().toLowerCase();
  const field = Object.hasOwn(META, name) ? META[name] : undefined;
  if (!field) return;
  const value = field === 'publishedOn' ? dayOf(attributes['content']) : fact(attributes['content']);
  // The title that is meant for readers stands before the one that carries the site's name along.
  if (field === 'title' && value) said.title = value;
  else said[field] ??= value;
}

const ARTICLES = /^(NewsArticle|Article|BlogPosting|Report|ReportageNewsArticle|PressRelease|WebPage)$/;

/** The facts of the first article among the page's notes about itself. A note that is no JSON says nothing. */
function factsOfNotes(notes: readonly string[]): Partial<SaidOfItself> {
  for (const note of notes) {
    let value: unknown;
    try {
      value = JSON.parse(note);
    } catch {
      continue;
    }
    const article = nodesOf(value).find((node) => [node['@type']].flat().some((type) => ARTICLES.test(String(type))));
    if (!article) continue;
    const found = {
      title: fact(article['headline']),
      publisher: nameOf(article['publisher']),
      author: nameOf(article['author']),
      publishedOn: dayOf(article['datePublished']),
    };
    return Object.fromEntries(Object.entries(found).filter(([, text]) => text !== null));
  }
  return {};
}

type Node = Record<string, unknown>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nodesOf(value: unknown): Node[] {
  const tops = [value].flat().filter(isNode);
  return tops.flatMap((top) => [top, ...[top['@graph'] ?? []].flat().filter(isNode)]);
}

function nameOf(value: unknown): string | null {
  const names = [value].flat().flatMap((one) => fact(isNode(one) ? one['name'] : one) ?? []);
  return names.length === 0 ? null : names.slice(0, 5).join(', ').slice(0, LONGEST_FACT);
}
