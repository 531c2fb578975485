import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { LetterView } from '@libs/contracts';
import { NotFound, RuleBroken } from '@libs/platform/errors';
import { Tenancy, type Actor } from '@libs/platform/tenancy';
import {
  createPdfPool,
  markedPage,
  renderDocx,
  renderHtml,
  renderText,
  type LetterModel,
  type PdfPool,
} from '@libs/typesetting';
import { heldBack, openBlocks } from './letter.checks.ts';
import { Letter } from './letter.entity.ts';
import { viewOf, type LetterParts } from './letter.view.ts';
import { LetterChecksService } from './letter-citations.service.ts';

export const FORMATS = ['pdf', 'docx', 'html', 'txt'] as const;
export type Format = (typeof FORMATS)[number];

export interface LetterFile {
  bytes: Uint8Array;
  mediaType: string;
  name: string;
}

const MEDIA_TYPES: Record<Format, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

/** How many letters' preview pages are kept, so that turning pages does not set the letter again. */
const KEPT_PREVIEWS = 32;

/** Turns letters into pages and files. Setting is slow, so no transaction is open meanwhile. */
@Injectable()
export class LetterFilesService implements OnModuleDestroy {
  private pool: PdfPool | null = null;
  private readonly previews = new Map<string, Promise<string[]>>();

  constructor(
    private readonly tenancy: Tenancy,
    private readonly checks: LetterChecksService,
    private readonly processes: number,
  ) {}

  async onModuleDestroy(): Promise<void> {
    await this.pool?.close();
  }

  async read(actor: Actor, id: string): Promise<LetterView> {
    const { letter, parts } = await this.load(actor, id);
    return viewOf(letter, parts, (await this.pagesOf(letter)).length);
  }

  /** One page as SVG, counted from 1; marked across while a blocking check is open. */
  async page(actor: Actor, id: string, page: number): Promise<string> {
    const { letter, parts } = await this.load(actor, id);
    const found = (await this.pagesOf(letter))[page - 1];
    if (found === undefined) throw new NotFound('page');
    const held = heldBack(parts.checks);
    return held === null ? found : markedPage(found, held);
  }

  /** The letter as a file. Refused while a blocking check is open, with what each check found. */
  async file(actor: Actor, id: string, format: Format): Promise<LetterFile> {
    const { letter, parts } = await this.load(actor, id);
    if (letter.withdrawnAt) throw new RuleBroken('withdrawn', `This letter was withdrawn: ${letter.withdrawnReason}`);
    const open = openBlocks(parts.checks);
    if (open.length > 0) {
      const problems = open.flatMap((one) =>
        one.problems.map(({ words, place, remedy }) => ({
          path: place,
          code: one.id,
          message: `${one.title}: ${words} ${remedy}`,
        })),
      );
      const count = `${problems.length} ${problems.length === 1 ? 'problem is' : 'problems are'}`;
      throw new RuleBroken('checks_open', `${count} open in the checks of this letter.`, problems);
    }
    const name = `${letter.letterRef.replaceAll('/', '-')} ${parts.company.shortName}`.replace(
      /[^\p{L}\p{N} .-]/gu,
      '',
    );
    return {
      bytes: await this.render(letter.model, format),
      mediaType: MEDIA_TYPES[format],
      name: `${name}.${format}`,
    };
  }

  private async load(actor: Actor, id: string): Promise<{ letter: Letter; parts: LetterParts }> {
    return this.tenancy.inWorkspace(actor, async (tx) => {
      const letter = await tx.require(Letter, id, 'letter');
      return { letter, parts: (await this.checks.partsOf(tx, [letter])).get(id)! };
    });
  }

  private async render(model: LetterModel, format: Format): Promise<Uint8Array> {
    switch (format) {
      case 'pdf':
        return (await this.openPool().render(model)).pdf;
      case 'docx':
        return renderDocx(model);
      case 'html':
        return Buffer.from(renderHtml(model), 'utf8');
      case 'txt':
        return Buffer.from(renderText(model), 'utf8');
    }
  }

  private pagesOf(letter: Letter): Promise<string[]> {
    const known = this.previews.get(letter.modelHash);
    if (known) return known;
    const pages = this.openPool().renderPages(letter.model);
    if (this.previews.size >= KEPT_PREVIEWS) this.previews.delete(this.previews.keys().next().value!);
    this.previews.set(letter.modelHash, pages);
    pages.catch(() => this.previews.delete(letter.modelHash));
    return pages;
  }

  private openPool(): PdfPool {
    this.pool ??= createPdfPool({ processes: this.processes });
    return this.pool;
  }
}
