import { describe, expect, it } from '@jest/globals';
import { recentPages, rememberPage } from './recent-pages.ts';

describe('the pages visited last', () => {
  it('are those of objects, newest first, each once, without the open one, of one workspace', () => {
    rememberPage('/w/demo/company/1', 'Intel Corp.');
    rememberPage('/w/demo/companies', 'Companies');
    rememberPage('/w/demo/letter/2', 'L-1 Policy');
    rememberPage('/w/other/company/3', 'Elsewhere');
    rememberPage('/w/demo/company/1', 'Intel Corp.');
    rememberPage('/w/demo/scorecard/sample-2019', 'Sample companies');
    const titles = recentPages('demo', '/w/demo/scorecard/sample-2019').map(({ title }) => title);
    expect(titles).toEqual(['Intel Corp.', 'L-1 Policy']);
  });

  it('are five at most', () => {
    for (let at = 0; at < 9; at += 1) rememberPage(`/w/many/source/${at}`, `S-${at}`);
    expect(recentPages('many', '').map(({ title }) => title)).toEqual(['S-8', 'S-7', 'S-6', 'S-5', 'S-4']);
  });

  it('are forgotten at the sign-in page', () => {
    rememberPage('/w/demo/company/1', 'Intel Corp.');
    rememberPage('/sign-in', 'Sign in');
    expect(recentPages('demo', '')).toEqual([]);
  });
});
