import { useLocation } from '@tanstack/react-router';
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { useWorkspace } from '../../client/session.ts';
import { LeaveGuard } from '../../components/forms/LeaveDialog.tsx';
import { KeysDialog } from '../../components/keyboard/KeysDialog.tsx';
import { useRouteFocus } from '../../components/shell/useRouteFocus.ts';
import { Palette } from '../palette/Palette.tsx';
import { useGlobalKeys } from './useGlobalKeys.ts';

interface Overlays {
  openSearch: () => void;
  openKeys: () => void;
}

const OverlaysContext = createContext<Overlays | null>(null);

export function useOverlays(): Overlays {
  const overlays = useContext(OverlaysContext);
  if (!overlays) throw new Error('This component must stand inside OverlaysProvider.');
  return overlays;
}

/** Search and the list of keys: reachable from every screen of the workspace. */
export function OverlaysProvider({ children }: { children: ReactNode }) {
  const { slug } = useWorkspace();
  const [open, setOpen] = useState<'search' | 'keys' | null>(null);
  const overlays = useMemo<Overlays>(
    () => ({ openSearch: () => setOpen('search'), openKeys: () => setOpen('keys') }),
    [],
  );
  useRouteFocus(useLocation().pathname);
  useGlobalKeys(slug, overlays.openSearch, overlays.openKeys);
  const close = () => setOpen(null);
  return (
    <OverlaysContext.Provider value={overlays}>
      {children}
      <LeaveGuard />
      {open === 'search' ? <Palette onClose={close} /> : null}
      {open === 'keys' ? <KeysDialog onClose={close} /> : null}
    </OverlaysContext.Provider>
  );
}
