const STYLE = `:root{color-scheme:light dark}
body{font:18px/1.6 'Source Serif 4',Georgia,serif;max-width:66ch;margin:24px auto;padding:0 16px;overflow-wrap:anywhere}
table{border-collapse:collapse}td,th{border:1px solid #8888;padding:4px 8px;text-align:start;vertical-align:top}
pre{white-space:pre-wrap}`;

/** A captured document's safe copy as a page. The language comes from the record, so it is written as an attribute. */
export function pageOf({ html, language }: { html: string; language: string }): string {
  const tag = /^[A-Za-z0-9-]{1,35}$/.test(language) ? ` lang="${language}"` : '';
  return `<!doctype html><html${tag}><head><meta charset="utf-8"><title>Copy</title><style>${STYLE}</style></head><body>${html}</body></html>`;
}
