import { useEffect, useRef } from 'react';

const patience = 5_000;

/**
 * Moves the focus to the heading of a page that was just reached. Without it the focus falls out of the document
 * with the link that led here, and a screen reader says nothing. A field, dialog or drawer that took the focus keeps it.
 */
export function useRouteFocus(pathname: string): void {
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    const left = document.activeElement;
    const settle = () => {
      const now = document.activeElement;
      if (now && now !== document.body && now !== left) return true;
      const heading = document.querySelector<HTMLElement>('h1');
      if (!heading) return false;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      return true;
    };
    // The heading of the page before is gone with the next paint.
    const first = setTimeout(() => {
      if (settle()) stop();
    }, 30);
    const watch = new MutationObserver(() => {
      if (settle()) stop();
    });
    watch.observe(document.body, { childList: true, subtree: true });
    const last = setTimeout(() => stop(), patience);
    const stop = () => {
      clearTimeout(first);
      clearTimeout(last);
      watch.disconnect();
    };
    return stop;
  }, [pathname]);
}
