/** Signs that print nothing: soft hyphen, zero-width spaces and joiners, marks of direction. */
const UNSEEN = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/gu;
const WORD = /[\p{L}\p{N}]/u;

/** Words of letters and notices that are also names: written small, they are the word. */
const COMMON = new Set(
  (
    'above account action address again all alliance also amazon answer any apple approach balance base below best ' +
    'block board bond book box bridge building business call capital care case centre chain change chase city class ' +
    'clear close common company concern connect core corporate country date dear direct discover draft energy enclosed ' +
    'end engage every exchange express fact field finding first focus form forward fund future gap general global ' +
    'good group harbour head heritage high hold home house human impact index insight interest issue join just key ' +
    'land law leader letter line link list main mark market match meta month mutual name national natural network ' +
    'new next north note number office one open orange other our page part partner people place plain planet please ' +
    'point policy power practice private product progress public question reach record reply report request respect ' +
    'response right safe sample save science section seek sender shell ship shop sign simple simply social society ' +
    'sound source south speed sprint square stage standard state statement steps stop story street subject supply ' +
    'support table target team term text that the this time title total trade trust union unity universal value visa ' +
    'vision watch we west when who will window with word work workday world write you young your'
  ).split(' '),
);

/** A text prepared for looking for many names in it. */
export interface Readable {
  plain: string;
  small: string;
}

/** A name as it is looked for. */
export interface Name {
  small: string;
  /** A name that is also a plain word counts only where it is not written small. */
  needsCapital: boolean;
}

/** A text as a reader sees it: compatible characters alike, every space one plain space, unseen signs gone. */
export function plainText(text: string): string {
  return text.normalize('NFKC').replace(UNSEEN, '').replace(/\s+/gu, ' ');
}

export function asName(text: string): Name {
  const plain = plainText(text).trim();
  const small = smallOf(plain);
  const isShortWord = /^\p{Ll}{1,8}$/u.test(plain);
  return { small, needsCapital: isShortWord || COMMON.has(small) };
}

export function readable(text: string): Readable {
  const plain = plainText(text);
  return { plain, small: smallOf(plain) };
}

/** Whether a text names something as a word of its own, whatever its capitals, spaces and unseen signs. */
export function isNamed(text: Readable, name: Name): boolean {
  return placesOf(text, name).length > 0;
}

/** The plain text with every occurrence of the names replaced, longer names before the shorter ones inside them. */
export function withoutNames(text: string, names: readonly Name[], instead = ' '): string {
  let plain = plainText(text);
  for (const name of [...names].sort((a, b) => b.small.length - a.small.length)) {
    for (const at of placesOf({ plain, small: smallOf(plain) }, name).reverse()) {
      plain = plain.slice(0, at) + instead + plain.slice(at + name.small.length);
    }
  }
  return plain;
}

function placesOf({ plain, small }: Readable, { small: name, needsCapital }: Name): number[] {
  const places: number[] = [];
  if (name === '') return places;
  for (let at = small.indexOf(name); at >= 0; at = small.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (WORD.test(small[at - 1] ?? ' ') || WORD.test(small[end] ?? ' ')) continue;
    if (needsCapital && plain.slice(at, end) === name) continue;
    if (at >= (places.at(-1) ?? -Infinity) + name.length) places.push(at);
  }
  return places;
}

/** Small letters, sign by sign, so that places stay what they are. */
function smallOf(text: string): string {
  const small = text.toLowerCase();
  if (small.length === text.length) return small;
  return [...text].map((sign) => (sign.toLowerCase().length === sign.length ? sign.toLowerCase() : sign)).join('');
}
