/** Joins the class names that apply; false and undefined fall out. */
export function classList(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
