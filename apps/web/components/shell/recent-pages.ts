export interface RecentPage {
  path: string;
  title: string;
}

const objectPage = /^\/w\/([^/]+)\/(company|source|letter|scorecard)\/[^/]+$/;
const most = 5;
/** Kept in memory alone: what someone looked at is nobody else's business on the same machine. */
let pages: RecentPage[] = [];

/** Notes a visit to the page of an object; the sign-in page forgets them all. */
export function rememberPage(path: string, title: string): void {
  if (path.startsWith('/sign-in')) pages = [];
  if (objectPage.test(path)) pages = [{ path, title }, ...pages.filter((page) => page.path !== path)].slice(0, 30);
}

/** The last pages of objects in a workspace, newest first, without the one that is open. */
export const recentPages = (workspace: string, open: string): RecentPage[] =>
  pages.filter(({ path }) => objectPage.exec(path)?.[1] === workspace && path !== open).slice(0, most);
