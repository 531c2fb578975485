import { Injectable } from '@nestjs/common';
import type { CasePack, ExcerptView, OrganisationView, SourceView } from '@libs/contracts';
import { findPassage, joinPassages, type Passage, type TextRange } from '@libs/domain/anchoring';
import { OrganisationsService } from '@libs/organisations';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { ExcerptsService, SourcesService } from '@libs/sources';
import { gather, type CaseLedger } from './case-ledger.ts';
import { parentsFirst } from './pack-form.ts';
import { captureOf, sha256 } from './pack-content.rules.ts';

type PackOrganisation = CasePack['organisations'][number];
type PackSource = CasePack['sources'][number];
type PackExcerpt = CasePack['excerpts'][number];

/** As many as one page of a list holds. */
const PAGE = 200;

export interface HeldDocuments {
  organisations: OrganisationView[];
  sources: SourceView[];
  excerpts: ExcerptView[];
}

/** Carries organisations, sources and excerpts between a pack and the record. */
@Injectable()
export class CaseDocuments {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly sources: SourcesService,
    private readonly excerpts: ExcerptsService,
  ) {}

  async write(tx: WorkspaceTransaction, pack: CasePack, ledger: CaseLedger): Promise<void> {
    const known = await this.sameNamed(tx, pack.organisations);
    for (const [index, organisation] of pack.organisations.entries()) {
      await ledger.attempt(`organisations.${index}`, async () => {
        const { key, ...fields } = organisation;
        const same = known.get(textOf(organisation))?.shift();
        const { id } = same ?? (await this.organisations.record(tx, fields));
        ledger.note('organisation', key, id);
      });
    }
    const places = new Map(pack.sources.map(({ key }, index) => [key, index]));
    for (const source of parentsFirst(pack.sources, ({ syndicatedFrom }) => syndicatedFrom)) {
      await ledger.attempt(`sources.${places.get(source.key)}`, () => this.writeSource(tx, source, ledger));
    }
    for (const [index, { key, number, source, ...words }] of pack.excerpts.entries()) {
      await ledger.attempt(`excerpts.${index}`, async () => {
        const { id } = await this.excerpts.record(tx, ledger.idOf('source', source), words, { number });
        ledger.note('excerpt', key, id, number);
      });
    }
  }

  /** Loads what of the case is live, and what its excerpts and sources have come to rest on. */
  async gather(tx: WorkspaceTransaction, ledger: CaseLedger): Promise<HeldDocuments> {
    const excerpts = await gather(ledger, {
      kind: 'excerpt',
      load: (ids) => this.excerpts.views(tx, ids),
      isLive: ({ status }) => status !== 'withdrawn',
      nameOf: ({ number }) => number,
      follow: ({ sourceId }) => ledger.adopt('source', sourceId),
    });
    const sources = await gather(ledger, {
      kind: 'source',
      load: (ids) => this.readSources(tx, ids),
      isLive: ({ status }) => status !== 'withdrawn',
      nameOf: ({ number }) => number,
      follow: ({ syndicatedFrom }) => ledger.adopt('source', syndicatedFrom?.id),
    });
    const organisations = await gather(ledger, {
      kind: 'organisation',
      load: (ids) => this.readOrganisations(tx, ids),
      isLive: ({ withdrawn }) => !withdrawn,
      nameOf: ({ shortName }) => shortName,
      follow: () => undefined,
    });
    return { organisations, sources, excerpts };
  }

  print(held: HeldDocuments, ledger: CaseLedger): Pick<CasePack, 'organisations' | 'sources' | 'excerpts'> {
    const sources: PackSource[] = [];
    const excerpts: PackExcerpt[] = [];
    for (const source of held.sources) {
      const quoted = held.excerpts.filter(({ sourceId }) => sourceId === source.id);
      const printed = printedText(source, quoted);
      sources.push({ ...describedSource(source, ledger), ...printed.fields });
      excerpts.push(...quoted.map((excerpt) => ({ ...printed.offsetsOf(excerpt), ...namedExcerpt(excerpt, ledger) })));
    }
    return { organisations: held.organisations.map((view) => printedOrganisation(view, ledger)), sources, excerpts };
  }

  private async writeSource(tx: WorkspaceTransaction, source: PackSource, ledger: CaseLedger): Promise<void> {
    const { key, number, status, syndicatedFrom, contentSha256: _checked, passages: _parts, ...fields } = source;
    const capture = captureOf(source);
    const passages = capture?.passages.map(({ start, end, originalStart }) => ({
      startUtf16: start,
      endUtf16: end,
      originalStartUtf16: originalStart,
    }));
    const input = {
      ...fields,
      capturedText: capture?.text ?? null,
      passages: passages && passages.length > 0 ? passages : null,
      syndicatedFromId: ledger.idOrNull('source', syndicatedFrom),
    };
    const { id } = await this.sources.record(tx, input, { number, status });
    ledger.note('source', key, id, number);
  }

  /** Live organisations of the workspace with the name and kind of one in the pack, by everything they say. */
  private async sameNamed(
    tx: WorkspaceTransaction,
    organisations: PackOrganisation[],
  ): Promise<Map<string, OrganisationView[]>> {
    const rows = await tx.query<{ id: string }>(
      `select o.id from app.organisation o
       join (select distinct kind, name from unnest($2::text[], $3::text[]) as given (kind, name)) as named
         on o.kind = named.kind and o.legal_name = named.name
       where o.workspace_id = $1 and o.deleted_at is null order by o.id`,
      [tx.workspaceId, organisations.map(({ kind }) => kind), organisations.map(({ legalName }) => legalName)],
    );
    const found = await this.readOrganisations(tx, [...new Set(rows.map(({ id }) => id))]);
    const byText = new Map<string, OrganisationView[]>();
    for (const view of found.values()) byText.set(textOf(view), [...(byText.get(textOf(view)) ?? []), view]);
    return byText;
  }

  private async readOrganisations(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, OrganisationView>> {
    const views = new Map<string, OrganisationView>();
    for (let start = 0; start < ids.length; start += PAGE) {
      const page = { ids: ids.slice(start, start + PAGE).join(','), limit: PAGE, offset: 0 };
      for (const view of (await this.organisations.list(tx, page)).items) views.set(view.id, view);
    }
    return views;
  }

  /** One source at a time, because its view holds its whole text. What may not be seen is left out. */
  private async readSources(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, SourceView>> {
    const rows = await this.sources.views(tx, ids);
    const views = new Map<string, SourceView>();
    for (const id of rows.keys()) views.set(id, await this.sources.read(tx, id));
    return views;
  }
}

/** Everything that is said of an organisation: a recorded one stands for one of the pack where both say the same. */
function textOf(fields: Omit<PackOrganisation, 'key' | 'kind'> & { kind: string }): string {
  const { kind, legalName, shortName, country, note, sample } = fields;
  const aliases = fields.aliases.map(({ text, kind, language, validFrom, validTo }) =>
    JSON.stringify([text, kind, language, validFrom, validTo]),
  );
  const identifiers = fields.identifiers.map(({ scheme, value, qualifier }) =>
    JSON.stringify([scheme, value, qualifier]),
  );
  return JSON.stringify([kind, legalName, shortName, country, note, sample, aliases.sort(), identifiers.sort()]);
}

function printedOrganisation(view: OrganisationView, ledger: CaseLedger): PackOrganisation {
  const { legalName, shortName, country, note, aliases, identifiers, sample } = view;
  const kind = view.kind as PackOrganisation['kind'];
  return {
    kind,
    legalName,
    shortName,
    country,
    note,
    aliases,
    identifiers,
    sample,
    key: ledger.keyOf('organisation', view),
  };
}

function describedSource(view: SourceView, ledger: CaseLedger) {
  const { title, url, archiveUrl, publisher, publishedOn, assertedBy, language, licence, retrievedAt, status } = view;
  return {
    title,
    sourceTypes: view.sourceTypes as PackSource['sourceTypes'],
    url,
    archiveUrl,
    publisher,
    publishedOn: publishedOn.value,
    publishedOnOrigin: publishedOn.origin,
    assertedBy,
    language,
    licence,
    retrievedAt,
    status,
    key: ledger.keyOf('source', view),
    number: ledger.numberOf('source', view.id),
    syndicatedFrom: ledger.keyOrNull('source', view.syndicatedFrom),
  };
}

function namedExcerpt(view: ExcerptView, ledger: CaseLedger) {
  return {
    key: ledger.keyOf('excerpt', view),
    number: ledger.numberOf('excerpt', view.id),
    source: ledger.keyOf('source', view.source),
    exact: view.exact,
  };
}

interface PrintedText {
  fields: Pick<
    PackSource,
    'captureKind' | 'contentSha256' | 'passages' | 'capturedText' | 'originalSha256' | 'originalLengthUtf16'
  >;
  offsetsOf(excerpt: ExcerptView): Pick<PackExcerpt, 'startUtf16' | 'endUtf16'>;
}

/**
 * The text of a source as a pack may carry it. A full text goes out only under a licence that permits it; else the
 * pack holds the words that its excerpts quote, with the hash and the length of the whole (decision 21).
 */
function printedText(source: SourceView, quoted: ExcerptView[]): PrintedText {
  const { captureKind, contentSha256, capturedText: text, originalSha256, originalLengthUtf16 } = source;
  if (captureKind === 'full' && source.licence === null) return quotedPassages(source, quoted);
  const passages = source.passages.map(({ startUtf16, endUtf16, originalStartUtf16 }) => ({
    text: text!.slice(startUtf16, endUtf16),
    originalStartUtf16,
  }));
  return {
    fields: {
      captureKind,
      contentSha256,
      passages: captureKind === 'passages' ? passages : null,
      capturedText: captureKind === 'full' ? text : null,
      originalSha256,
      originalLengthUtf16,
    },
    offsetsOf: ({ startUtf16, endUtf16 }) => ({ startUtf16, endUtf16 }),
  };
}

function quotedPassages(source: SourceView, quoted: ExcerptView[]): PrintedText {
  const whole = source.capturedText!;
  const capture = joinPassages(whole, mergedRanges(quoted));
  const isStub = quoted.length === 0;
  const originals = capture.passages.map((passage) => ({
    ...passage,
    start: passage.originalStart,
    end: passage.originalStart + passage.end - passage.start,
  }));
  return {
    fields: {
      captureKind: isStub ? 'stub' : 'passages',
      contentSha256: isStub ? null : sha256(capture.text),
      passages: isStub ? null : capture.passages.map((passage) => passageText(capture.text, passage)),
      capturedText: null,
      originalSha256: source.contentSha256,
      originalLengthUtf16: whole.length,
    },
    offsetsOf: ({ startUtf16, endUtf16 }) => {
      const { ordinal, start } = findPassage(originals, startUtf16, endUtf16)!;
      const shift = capture.passages[ordinal - 1]!.start - start;
      return { startUtf16: startUtf16 + shift, endUtf16: endUtf16 + shift };
    },
  };
}

function passageText(text: string, { start, end, originalStart }: Passage) {
  return { text: text.slice(start, end), originalStartUtf16: originalStart };
}

/** The stretches that excerpts cover, in order, with those that overlap made one. */
function mergedRanges(excerpts: ExcerptView[]): TextRange[] {
  const ranges = excerpts
    .map(({ startUtf16: start, endUtf16: end }) => ({ start, end }))
    .sort((one, other) => one.start - other.start || one.end - other.end);
  const merged: TextRange[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last && range.start < last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else merged.push(range);
  }
  return merged;
}
