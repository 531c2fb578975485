import { useNavigate } from '@tanstack/react-router';
import { useKeys } from '../../components/keyboard/keyboard.ts';
import { keyWords } from '../../words/shell.ts';

/** Keys that act on every screen of a workspace. */
export function useGlobalKeys(workspace: string, openSearch: () => void, openKeys: () => void): void {
  const navigate = useNavigate();
  const params = { workspace };
  useKeys(keyWords.everywhere, [
    { keys: '/', does: keyWords.openSearch, run: openSearch },
    { keys: 'ctrl+k', does: keyWords.openSearch, run: openSearch },
    { keys: 'g c', does: keyWords.goCompanies, run: () => void navigate({ to: '/w/$workspace/companies', params }) },
    { keys: 'g s', does: keyWords.goSources, run: () => void navigate({ to: '/w/$workspace/sources', params }) },
    { keys: 'g k', does: keyWords.goScorecards, run: () => void navigate({ to: '/w/$workspace/scorecards', params }) },
    { keys: 'g l', does: keyWords.goLetters, run: () => void navigate({ to: '/w/$workspace/letters', params }) },
    // Answered by the layer on top; listed here so that the list of keys is complete.
    { keys: 'escape', does: keyWords.closeLayer, run: () => undefined },
    { keys: '?', does: keyWords.showKeys, run: openKeys },
  ]);
}
