import type { IStylesOptions } from 'docx';
import type { LetterModel } from '../model/letter-model.ts';

/** Half-points and twentieths of a point, the units of Word. A4 with the margins of the PDF. */
export const PAGE = { width: 11906, height: 16838, side: 1474, top: 1190, bottom: 1420 } as const;
export const TEXT_WIDTH = PAGE.width - 2 * PAGE.side;

export const INK = '1B1B1F';
export const QUIET = '55565E';
export const ACCENT = '6D2A5F';
export const HAIRLINE = '8F9098';

/** Not embedded, so a family that Word has and LibreOffice replaces by one of the same widths. */
export const FONTS = { ascii: 'Cambria', hAnsi: 'Cambria', cs: 'Times New Roman', eastAsia: 'SimSun' } as const;

export function documentStyles(model: LetterModel): IStylesOptions {
  const { language, region } = model.meta;
  const heading = (before: number) => ({
    run: { font: FONTS, size: 21, bold: true, color: INK },
    paragraph: { spacing: { before, after: 100, line: 276 }, keepNext: true },
  });
  return {
    default: {
      document: {
        run: {
          font: FONTS,
          size: 21,
          color: INK,
          language: { value: region ? `${language}-${region}` : language },
        },
        paragraph: { spacing: { line: 276, after: 140 } },
      },
      heading1: heading(280),
      heading2: heading(240),
      heading3: heading(200),
      footnoteText: { run: { font: FONTS, size: 17 }, paragraph: { spacing: { line: 240, after: 40 } } },
    },
    paragraphStyles: [
      {
        id: 'Small',
        name: 'Small',
        basedOn: 'Normal',
        run: { size: 17, color: QUIET },
        paragraph: { spacing: { line: 240, after: 20 } },
      },
      { id: 'Lines', name: 'Lines', basedOn: 'Normal', paragraph: { spacing: { line: 264, after: 0 } } },
      {
        id: 'QuotedWords',
        name: 'Quoted words',
        basedOn: 'Normal',
        paragraph: {
          indent: { left: 300 },
          border: { left: { style: 'single', size: 10, space: 10, color: ACCENT } },
        },
      },
    ],
  };
}
