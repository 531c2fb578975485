/** The name of a pressed key as bindings spell it: modifiers first, letters in lower case. */
export function nameOfKey(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const isLetter = /^[a-z]$/i.test(event.key);
  const parts = [
    event.ctrlKey || event.metaKey ? 'ctrl' : '',
    event.altKey ? 'alt' : '',
    event.shiftKey && (isLetter || event.key.length > 1) ? 'shift' : '',
    event.key.toLowerCase(),
  ];
  return parts.filter(Boolean).join('+');
}

/** Single characters without Ctrl or Alt: the ones that can be switched off (WCAG 2.1.4). */
export function isCharacterKey(name: string): boolean {
  return !name.startsWith('ctrl+') && !name.startsWith('alt+') && name.replace(/^shift\+/, '').length === 1;
}

/** True where typing belongs to a field, so that letters must not act. */
export function isTypingPlace(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
