/** The most places kept on each side of the one asked for: a letter or a short word may stand in a text a million times. */
const MOST_KEPT = 10_000;
const PROBE_UNITS = 16;

/** Takes places in ascending order, and keeps those nearest to one of them. */
class NearestPlaces {
  private before: number[] = [];
  private readonly after: number[] = [];

  constructor(private readonly place: number) {}

  /** Whether more may come: those that follow are farther away than enough others. */
  keep(start: number): boolean {
    if (start < this.place) this.before.push(start);
    else this.after.push(start);
    if (this.before.length === 2 * MOST_KEPT) this.before = this.before.slice(MOST_KEPT);
    return this.after.length < MOST_KEPT;
  }

  nearestFirst(): number[] {
    const earlier = this.before.slice(-MOST_KEPT).reverse();
    const ordered: number[] = [];
    let [left, right] = [0, 0];
    while (left < earlier.length || right < this.after.length) {
      const toLeft = left < earlier.length ? this.place - earlier[left]! : Infinity;
      const toRight = right < this.after.length ? this.after[right]! - this.place : Infinity;
      ordered.push(toLeft <= toRight ? earlier[left++]! : this.after[right++]!);
    }
    return ordered;
  }
}

function agreeingUnits(words: string, text: string, at: number, from: number): number {
  let units = from;
  while (units < words.length && words.charCodeAt(units) === text.charCodeAt(at + units)) units += 1;
  return units;
}

/**
 * The offsets at which `text` reads exactly as `words`, overlapping ones too, the nearest to `place` first and of two
 * equally near ones the earlier. Of more than 10,000 on either side of the place, the nearest 10,000 are given.
 * `words` must not be empty. The time grows with the length of the text and not with the number of places.
 */
export function occurrencesNear(words: string, text: string, place: number): number[] {
  const places = new NearestPlaces(place);
  const probe = words.slice(0, PROBE_UNITS);
  let spent = 0;
  for (let at = text.indexOf(probe); at >= 0; at = text.indexOf(probe, at + 1)) {
    const agreeing = agreeingUnits(words, text, at, probe.length);
    if (agreeing === words.length && !places.keep(at)) break;
    spent += PROBE_UNITS + agreeing;
    // The engine's search is the fastest until a text repeats itself; then it would start over at every place.
    if (spent > text.length) {
      searchWithoutStartingOver(words, text, at + 1, places);
      break;
    }
  }
  return places.nearestFirst();
}

/** The search of Knuth, Morris and Pratt: it reads each unit of the text once, whatever the words are. */
function searchWithoutStartingOver(words: string, text: string, from: number, places: NearestPlaces): void {
  const borders = new Int32Array(words.length);
  for (let at = 1, border = 0; at < words.length; at += 1) {
    const unit = words.charCodeAt(at);
    while (border > 0 && words.charCodeAt(border) !== unit) border = borders[border - 1]!;
    if (words.charCodeAt(border) === unit) border += 1;
    borders[at] = border;
  }
  for (let at = from, agreeing = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    while (agreeing > 0 && words.charCodeAt(agreeing) !== unit) agreeing = borders[agreeing - 1]!;
    if (words.charCodeAt(agreeing) === unit) agreeing += 1;
    if (agreeing < words.length) continue;
    if (!places.keep(at + 1 - words.length)) return;
    agreeing = borders[agreeing - 1]!;
  }
}
