import type { InputProblem } from '@libs/platform/errors';

const LONGEST_NAME = 255;

/**
 * The name of an upload from its Content-Disposition header, which carries it as RFC 8187 says:
 * `attachment; filename*=UTF-8''report%20%C3%A9.pdf`, or plainly quoted where it is ASCII.
 */
export function nameInHeader(header: string | string[] | undefined): { name: string } | { problem: InputProblem } {
  const refused = (message: string) => ({
    problem: { path: 'Content-Disposition', code: 'file_name', message },
  });
  if (typeof header !== 'string') {
    return refused(`names the file: attachment; filename*=UTF-8''report.pdf`);
  }
  const coded = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(header)?.[1];
  const plain = /filename\s*=\s*"([^"\\]*)"/i.exec(header)?.[1] ?? /filename\s*=\s*([^";\s]+)/i.exec(header)?.[1];
  let name = plain ?? '';
  if (coded !== undefined) {
    try {
      name = decodeURIComponent(coded);
    } catch {
      return refused('has a name that is not percent-encoded UTF-8');
    }
  }
  // A path is where the file lay on somebody's machine: that is nobody's business.
  name = name.replace(/^.*[\\/]/, '').trim();
  if (name === '') return refused('has no name of a file');
  if (name.length > LONGEST_NAME) return refused(`has a name of more than ${LONGEST_NAME} characters`);
  if (/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}]/u.test(name)) return refused('has control characters in the name');
  return { name };
}

const EXTENSIONS: Record<string, string> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
  'text/markdown': 'md',
  'message/rfc822': 'eml',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
};

/**
 * A name for what was fetched: the one that the server gives it, or the last part of the address, with the ending of the type
 * that the server declares (`/news/story.php` that is a page becomes `story.php.html`).
 */
export function nameOfPage(address: string, headers: Record<string, string>): string {
  const extension = EXTENSIONS[headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''];
  const given = nameInHeader(headers['content-disposition']);
  const name = 'name' in given ? given.name : nameInAddress(new URL(address));
  const ending = extension && !name.toLowerCase().endsWith(`.${extension}`) ? `.${extension}` : '';
  return `${name.slice(0, LONGEST_NAME - ending.length)}${ending}`;
}

function nameInAddress({ pathname, hostname }: URL): string {
  const last = pathname.split('/').findLast((part) => part !== '') ?? '';
  let name = last;
  try {
    name = decodeURIComponent(last);
  } catch {
    // Its percent signs are no codes: it stands as it is.
  }
  name = name.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\\/]/gu, '').trim();
  return name === '' ? hostname : name;
}

/** The header that offers a file under its name, for every browser (RFC 6266). */
export function offeredAs(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const coded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${coded}`;
}
