import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { printable } from '../model/characters.ts';
import type { LetterModel } from '../model/letter-model.ts';
import { assetPath } from '../package-root.ts';
import { svgPagesOf } from './svg-pages.ts';

/** A folder with the one trusted source and nothing else: what Typst may read (rule Y8). */
const LETTER_SOURCE = 'libs/typesetting/pdf/workspace/letter.typ';

/** Only the weights the letter uses (rule Y3); each package keeps one face a folder. */
const FACES: Record<string, string[]> = {
  'source-serif-4': ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'],
  'noto-serif': ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'],
  'noto-naskh-arabic': ['400Regular', '700Bold'],
  'noto-sans-sc': ['400Regular', '700Bold'],
};

/** Thrown when Typst refuses a letter, accessibility faults (PDF/UA-1) included. */
export class LetterNotCompiled extends Error {
  constructor(readonly diagnostics: string[]) {
    super(`The letter could not be set: ${diagnostics.join('; ')}`);
    this.name = 'LetterNotCompiled';
  }
}

/**
 * Typst with the letter's fonts. Runs in a child process only: a native compile cannot be stopped from
 * within its own process (rule Y1).
 */
export class LetterCompiler {
  private readonly source = assetPath(LETTER_SOURCE);
  private readonly compiler = NodeCompiler.create({
    workspace: dirname(this.source),
    fontArgs: [{ fontPaths: fontFolders() }],
  });

  /** PDF/UA-1 with the model's own time stamp: the same model gives the same bytes. */
  pdf(model: LetterModel): { pdf: Uint8Array; pages: number } {
    const document = this.compile(model);
    const pdf = this.compiler.pdf(document, { pdfStandard: 'ua-1' });
    return { pdf, pages: document.numOfPages };
  }

  /** One self-contained SVG for each page, glyphs as outlines, without script. */
  svgPages(model: LetterModel): string[] {
    const document = this.compile(model);
    return svgPagesOf(this.compiler.plainSvg(document), document.numOfPages);
  }

  /** Lets go of what earlier letters left in the compiler's cache (rule Y2). */
  forget(): void {
    this.compiler.evictCache(2);
  }

  private compile(model: LetterModel): NodeTypstDocument {
    const inputs = {
      model: JSON.stringify(model, (_, value: unknown) => (typeof value === 'string' ? printable(value) : value)),
    };
    const result = this.compiler.compile({ mainFilePath: this.source, inputs });
    const document = result.result;
    if (document) return document;
    const failure = result.takeDiagnostics() ?? result.takeError();
    throw new LetterNotCompiled(
      (failure?.shortDiagnostics ?? []).map((line: { message?: string }) => line.message ?? 'unknown fault'),
    );
  }
}

function fontFolders(): string[] {
  const require = createRequire(import.meta.url);
  return Object.entries(FACES).flatMap(([family, faces]) => {
    const folder = dirname(require.resolve(`@expo-google-fonts/${family}/package.json`));
    return faces.map((face) => join(folder, face));
  });
}
