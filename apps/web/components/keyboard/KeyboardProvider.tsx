import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { KeyboardContext, type Keyboard, type KeyBinding, type KeyGroup, type Layer } from './keyboard.ts';
import { isCharacterKey, isTypingPlace, nameOfKey } from './match-keys.ts';

const storageKey = 'plumbline-single-keys';
const sequencePause = 1200;

function readSingleKeys(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    return true;
  }
}

export function KeyboardProvider({ children }: { children: ReactNode }) {
  const groups = useRef<KeyGroup[]>([]);
  const layers = useRef<Layer[]>([]);
  const [singleKeys, setSingleKeysState] = useState(readSingleKeys);

  const register = useCallback((group: KeyGroup) => {
    groups.current.push(group);
    return () => {
      groups.current = groups.current.filter((other) => other !== group);
    };
  }, []);
  const openLayer = useCallback((layer: Layer) => {
    layers.current.push(layer);
    return () => {
      layers.current = layers.current.filter((other) => other !== layer);
    };
  }, []);
  const setSingleKeys = useCallback((on: boolean) => {
    setSingleKeysState(on);
    try {
      localStorage.setItem(storageKey, on ? 'on' : 'off');
    } catch {
      // Without storage the choice lasts until the page is closed.
    }
  }, []);

  useKeyListener(groups, layers, singleKeys);

  const keyboard = useMemo<Keyboard>(
    () => ({ register, openLayer, groups: () => groups.current, singleKeys, setSingleKeys }),
    [register, openLayer, singleKeys, setSingleKeys],
  );
  return <KeyboardContext.Provider value={keyboard}>{children}</KeyboardContext.Provider>;
}

function useKeyListener(groups: { current: KeyGroup[] }, layers: { current: Layer[] }, singleKeys: boolean) {
  useEffect(() => {
    let first = '';
    let firstAt = 0;
    const find = (keys: string): KeyBinding | undefined =>
      groups.current.flatMap((group) => group.bindings).findLast((binding) => binding.keys === keys);

    const answer = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const name = nameOfKey(event);
      const top = layers.current.at(-1);
      if (name === 'escape' && top) {
        event.preventDefault();
        top.close();
        return;
      }
      const modalOpen = layers.current.some((layer) => layer.modal);
      const character = isCharacterKey(name);
      if (modalOpen || (character && (!singleKeys || isTypingPlace(event.target)))) return;
      const sequence = first && Date.now() - firstAt < sequencePause ? `${first} ${name}` : '';
      const binding = (sequence && find(sequence)) || find(name);
      if (binding) {
        first = '';
        event.preventDefault();
        binding.run();
      } else {
        first = character ? name : '';
        firstAt = Date.now();
      }
    };
    window.addEventListener('keydown', answer);
    return () => window.removeEventListener('keydown', answer);
  }, [groups, layers, singleKeys]);
}
