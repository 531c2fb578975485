import { Injectable } from '@nestjs/common';
import type { SearchHit, SearchQuery, SearchView } from '@libs/contracts';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { capturedTexts, findNumbered, hitRows, matchesOf, type Match } from './search.queries.ts';
import { CHAIN, findMatch, shortNumberIn, textWords, wordsOf, type ChainKind } from './search.rules.ts';
import { hitOf } from './search.view.ts';

@Injectable()
export class SearchService {
  /**
   * Finds records by words or by short number, in groups along the chain. A short number goes straight to its record:
   * its group stands first. Hits and totals hold what the reader may see, and nothing tells of the rest.
   */
  async search(tx: WorkspaceTransaction, { q, limit }: SearchQuery): Promise<SearchView> {
    const words = wordsOf(q);
    const typed = shortNumberIn(q);
    const id = typed && (await findNumbered(tx, typed));
    const named = typed && id ? { kind: typed.kind, id } : null;
    const matches = words.length === 0 ? [] : await matchesOf(tx, words, textWords(words), limit, named);
    const byKind = new Map<ChainKind, Match[]>();
    for (const match of matches) byKind.set(match.kind, [...(byKind.get(match.kind) ?? []), match]);
    const order = CHAIN.filter((kind) => byKind.has(kind));
    order.sort((one, other) => Number(other === named?.kind) - Number(one === named?.kind));
    const hits = await this.hits(tx, matches, words, named?.id ?? null);
    return {
      groups: order.map((kind) => {
        const own = byKind.get(kind)!;
        return { kind, total: own[0]!.total, hits: own.flatMap(({ id }) => hits.get(id) ?? []) };
      }),
    };
  }

  private async hits(
    tx: WorkspaceTransaction,
    matches: Match[],
    words: string[],
    numberedId: string | null,
  ): Promise<Map<string, SearchHit>> {
    const rows = await hitRows(tx, matches);
    const unnamed = [...rows.values()].filter(
      ({ kind, texts }) => kind === 'source' && !texts.some((text) => text !== null && findMatch(text, words)),
    );
    const captured = await capturedTexts(
      tx,
      unnamed.map(({ id }) => id),
    );
    // The match of a short number is in the number: nothing is marked in the text.
    const marking = (id: string) => (id === numberedId ? [] : words);
    return new Map(
      [...rows.values()].map((row) => [row.id, hitOf(row, marking(row.id), captured.get(row.id) ?? null)]),
    );
  }
}
