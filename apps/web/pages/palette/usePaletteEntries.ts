import type { SearchHit, SearchView } from '@libs/contracts';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useWorkspace } from '../../client/session.ts';
import { recentPages } from '../../components/shell/recent-pages.ts';
import { hitGroupWords, searchWords } from '../../words/search.ts';
import { shellWords } from '../../words/shell.ts';

export interface PaletteEntry {
  key: string;
  hit: SearchHit | null;
  label: string;
  open: () => void;
}

export interface PaletteGroup {
  key: string;
  title: string;
  /** Matches that the reader may see but that are not listed. */
  more: number;
  entries: PaletteEntry[];
}

export type Scope = 'all' | SearchHit['kind'];

/** Where a hit leads: to the company page with it selected, to its source, or to its own page. */
function useOpenHit(onDone: () => void): (hit: SearchHit) => void {
  const { slug: workspace } = useWorkspace();
  const navigate = useNavigate();
  return (hit) => {
    onDone();
    const onCompany = (companyId: string, pair?: string) =>
      void navigate({
        to: '/w/$workspace/company/$companyId',
        params: { workspace, companyId },
        search: pair ? { pair, look: hit.kind === 'finding' ? 'finding' : 'claim' } : {},
      });
    if (hit.kind === 'letter') {
      void navigate({ to: '/w/$workspace/letter/$letterId', params: { workspace, letterId: hit.id } });
    } else if (hit.kind === 'organisation') {
      onCompany(hit.companyId ?? hit.id);
    } else if (['claim', 'finding', 'assessment'].includes(hit.kind) && hit.companyId) {
      onCompany(hit.companyId, hit.number ?? undefined);
    } else {
      const sourceId = hit.sourceId ?? hit.id;
      const show = hit.kind === 'source' ? undefined : (hit.number ?? undefined);
      void navigate({ to: '/w/$workspace/source/$sourceId', params: { workspace, sourceId }, search: { show } });
    }
  };
}

function useActions(onDone: () => void): PaletteEntry[] {
  const { slug, may } = useWorkspace();
  const navigate = useNavigate();
  const params = { workspace: slug };
  const action = (key: string, label: string, open: () => Promise<void>): PaletteEntry => ({
    key,
    hit: null,
    label,
    open: () => {
      onDone();
      void open();
    },
  });
  const { companies, sources, scorecards, letters } = shellWords;
  return [
    action('companies', searchWords.goTo(companies), () => navigate({ to: '/w/$workspace/companies', params })),
    action('sources', searchWords.goTo(sources), () => navigate({ to: '/w/$workspace/sources', params })),
    action('scorecards', searchWords.goTo(scorecards), () => navigate({ to: '/w/$workspace/scorecards', params })),
    action('letters', searchWords.goTo(letters), () => navigate({ to: '/w/$workspace/letters', params })),
    ...(may('source.record')
      ? [action('record', searchWords.recordSource, () => navigate({ to: '/w/$workspace/sources/record', params }))]
      : []),
  ];
}

/** Pages of objects that were open before this one: offered until something is typed. */
function useRecent(onDone: () => void): PaletteEntry[] {
  const { slug } = useWorkspace();
  const router = useRouter();
  return recentPages(slug, location.pathname).map(({ path, title }) => ({
    key: path,
    hit: null,
    label: title,
    open: () => {
      onDone();
      router.history.push(path);
    },
  }));
}

/** Groups in the order of the chain, actions last; a group never moves once it is shown. */
export function usePaletteEntries(found: SearchView | undefined, words: string, scope: Scope, onDone: () => void) {
  const openHit = useOpenHit(onDone);
  const actions = useActions(onDone);
  const recent = useRecent(onDone);
  const groups: PaletteGroup[] = (words ? (found?.groups ?? []) : [])
    .filter(({ kind, hits }) => hits.length > 0 && (scope === 'all' || kind === scope))
    .map(({ kind, hits, total }) => ({
      key: kind,
      title: hitGroupWords[kind as SearchHit['kind']] ?? kind,
      more: total - hits.length,
      entries: hits.map((hit) => ({ key: hit.id, hit, label: hit.label, open: () => openHit(hit) })),
    }));
  if (!words && scope === 'all' && recent.length > 0) {
    groups.push({ key: 'recent', title: searchWords.recent, more: 0, entries: recent });
  }
  const wanted = actions.filter(({ label }) => label.toLowerCase().includes(words.toLowerCase()));
  if (scope === 'all' && wanted.length > 0) {
    groups.push({ key: 'actions', title: searchWords.actions, more: 0, entries: wanted });
  }
  return groups;
}
