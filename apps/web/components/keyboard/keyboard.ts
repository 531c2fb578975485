import { createContext, useContext, useEffect, useRef } from 'react';

export interface KeyBinding {
  /** "j", "shift+x", "ctrl+k", or a sequence such as "g c". */
  keys: string;
  /** What the key does, as listed under "?". */
  does: string;
  run: () => void;
}

export interface KeyGroup {
  title: string;
  bindings: KeyBinding[];
}

export interface Layer {
  close: () => void;
  modal: boolean;
}

export interface Keyboard {
  register: (group: KeyGroup) => () => void;
  openLayer: (layer: Layer) => () => void;
  groups: () => KeyGroup[];
  singleKeys: boolean;
  setSingleKeys: (on: boolean) => void;
}

export const KeyboardContext = createContext<Keyboard | null>(null);

export function useKeyboard(): Keyboard {
  const keyboard = useContext(KeyboardContext);
  if (!keyboard) throw new Error('This component must stand inside KeyboardProvider.');
  return keyboard;
}

/** Lists and answers the given keys for as long as the component is on screen. */
export function useKeys(title: string, bindings: KeyBinding[]): void {
  const { register } = useKeyboard();
  const latest = useRef<KeyGroup>({ title, bindings });
  // The registered object stays the same while its bindings always run in the latest render.
  latest.current.title = title;
  latest.current.bindings = bindings;
  useEffect(() => register(latest.current), [register]);
}

/** Esc closes the topmost layer and gives focus back to what had it before. */
export function useLayer(open: boolean, close: () => void, modal = true): void {
  const { openLayer } = useKeyboard();
  const latestClose = useRef(close);
  latestClose.current = close;
  useEffect(() => {
    if (!open) return;
    const opener = document.activeElement;
    const leave = openLayer({ close: () => latestClose.current(), modal });
    return () => {
      leave();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, [open, modal, openLayer]);
}
