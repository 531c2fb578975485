import { useEffect, useState, type RefObject } from 'react';

/** True while columns lie beyond the right edge of a box that scrolls: the edge then carries a shadow. */
export function useMoreAtEdge(box: RefObject<HTMLElement | null>): boolean {
  const [more, setMore] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => setMore(element.scrollLeft + element.clientWidth < element.scrollWidth - 1);
    const observer = new ResizeObserver(look);
    observer.observe(element);
    for (const inside of element.children) observer.observe(inside);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box]);
  return more;
}
