const PAGE_STARTS = /\n {4}<path class="typst-shape"[^>]*\/>\n {4}<g(?: transform="[^"]*")?>/g;

/**
 * Cuts Typst's one tall SVG into pages. Each page carries only the glyph outlines it uses and no link
 * targets, so it is small, self-contained and inert in an `<img>`. Throws when the parts do not add up.
 */
export function svgPagesOf(svg: string, pages: number): string[] {
  const size = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg);
  const glyphsAt = svg.indexOf('\n    <defs id="glyph">');
  const starts = [...svg.matchAll(PAGE_STARTS)].map((match) => match.index);
  if (!size || glyphsAt < 0 || starts.length !== pages)
    throw new Error('The page images do not have the expected parts.');
  if (/<script|<foreignObject|\son\w+=/i.test(svg)) throw new Error('The page images hold active content.');
  const width = Number(size[1]);
  const height = Number(size[2]) / pages;
  const glyphs = new Map(
    [...svg.slice(glyphsAt).matchAll(/<symbol id="([^"]+)"[\s\S]*?<\/symbol>/g)].map((match) => [
      match[1] ?? '',
      match[0],
    ]),
  );
  return starts.map((start, index) => {
    const body = svg.slice(start, starts[index + 1] ?? glyphsAt).replace(/<a [\s\S]*?<\/a>/g, '');
    const paper = `<rect y="${index * height}" width="${width}" height="${height}" fill="#ffffff"/>`;
    const used = [...new Set([...body.matchAll(/xlink:href="#([^"]+)"/g)].map((match) => match[1] ?? ''))];
    const drawn = body.replace(/^\n {4}<path[^>]*\/>/, paper);
    const outlines = used.map((name) => glyphs.get(name) ?? '').join('');
    const open =
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ` +
      `width="${width}pt" height="${height}pt" viewBox="0 ${index * height} ${width} ${height}">`;
    return shortened(`${open}${drawn}<defs>${outlines}</defs></svg>`, used);
  });
}

/**
 * A page picture with words across it and above it, so that nobody takes it for a letter. The words are printed as they
 * are and must hold no markup. Throws for a picture that `svgPagesOf` did not make.
 */
export function markedPage(page: string, words: string): string {
  const box = /viewBox="0 ([\d.]+) ([\d.]+) ([\d.]+)"/.exec(page);
  if (!box || !page.endsWith('</svg>')) throw new Error('This is not a page of a letter.');
  if (/[<>&"]/.test(words)) throw new Error('The mark of a page holds markup.');
  const [top, width, height] = [Number(box[1]), Number(box[2]), Number(box[3])];
  const text = (at: string, size: number, opacity: number) =>
    `<text transform="${at}" text-anchor="middle" font-family="sans-serif" font-weight="bold" ` +
    `font-size="${size}" fill="#b00020" fill-opacity="${opacity}">${words}</text>`;
  const across = text(`translate(${width / 2} ${top + height / 2}) rotate(-55)`, width / 16, 0.35);
  const above = text(`translate(${width / 2} ${top + 24})`, 14, 1);
  return `${page.slice(0, -'</svg>'.length)}${across}${above}</svg>`;
}

/** Short glyph names, a thousandth of a point, no blanks between elements: a third of the size. */
function shortened(page: string, glyphNames: string[]): string {
  const short = new Map(glyphNames.map((name, index) => [name, `g${index}`]));
  return page
    .replace(/>\s+</g, '><')
    .replace(
      /(xlink:href="#|<symbol id=")([^"]+)/g,
      (_, lead: string, name: string) => lead + (short.get(name) ?? name),
    )
    .replace(/\d+\.\d{4,}/g, (digits) => String(Number(Number(digits).toFixed(3))));
}
