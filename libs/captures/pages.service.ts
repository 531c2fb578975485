import { Inject, Injectable } from '@nestjs/common';
import { MOST_FILE_BYTES, type FileView } from '@libs/contracts';
import { InvalidInput, RuleBroken } from '@libs/platform/errors';
import { fetchPage, PageNotFetched, type FetchedPage, type FetchProxy } from '@libs/platform/fetching';
import { Tenancy, type Actor } from '@libs/platform/tenancy';
import { nameOfPage } from './file-name.ts';
import { FilesService } from './files.service.ts';

export const PAGE_PROXY = 'PAGE_PROXY';

/** Pages that one process fetches at a time. */
const MOST_AT_ONCE = 8;

/** Documents that are fetched from an address instead of being uploaded. */
@Injectable()
export class PagesService {
  private underWay = 0;

  constructor(
    private readonly tenancy: Tenancy,
    private readonly files: FilesService,
    @Inject(PAGE_PROXY) private readonly proxy: FetchProxy | null,
  ) {}

  /**
   * Fetches a document, between transactions, and keeps it as it came.
   * @throws InvalidInput at `address` with the reason where it cannot be fetched; RuleBroken `too_many_fetches`
   */
  async fetch(actor: Actor, address: string): Promise<FileView> {
    const { finalAddress, headers, bytes } = await this.ask(address);
    return this.tenancy.inWorkspace(actor, (tx) =>
      this.files.keep(tx, {
        name: nameOfPage(finalAddress, headers),
        bytes,
        declaredType: headers['content-type'] ?? null,
        fetched: { address, finalAddress, responseHeaders: headers },
      }),
    );
  }

  private async ask(address: string): Promise<FetchedPage> {
    if (this.underWay >= MOST_AT_ONCE) {
      throw new RuleBroken('too_many_fetches', `${MOST_AT_ONCE} pages are being fetched. Try again in some seconds.`);
    }
    this.underWay += 1;
    try {
      return await fetchPage(address, { mostBytes: MOST_FILE_BYTES, proxy: this.proxy });
    } catch (error) {
      if (!(error instanceof PageNotFetched)) throw error;
      throw new InvalidInput([{ path: 'address', code: error.code, message: error.message }]);
    } finally {
      this.underWay -= 1;
    }
  }
}
