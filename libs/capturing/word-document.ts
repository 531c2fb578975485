import mammoth from 'mammoth';
import type { DocumentRead, ReadingNote } from './document.ts';
import { NOTHING_SAID, NotReadable } from './document.ts';
import { safeHtml, textOfHtml } from './safe-html.ts';

/** The text of a Word document, its notes at the end. Pictures are left out, and it says so. */
export async function readWord(bytes: Uint8Array): Promise<Omit<DocumentRead, 'kind' | 'mediaType'>> {
  let pictures = 0;
  const leaveOut = mammoth.images.imgElement(() => {
    pictures += 1;
    return Promise.resolve({ src: '' });
  });
  const options = { convertImage: leaveOut, externalFileAccess: false };
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, options).catch(() => {
    throw new NotReadable('damaged', 'The Word document is damaged: its text cannot be opened.');
  });
  const rendered = safeHtml(value);
  const heading = /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(rendered)?.[1];
  const title = heading ? textOfHtml(heading).slice(0, 500) || null : null;
  const notes: ReadingNote[] =
    pictures === 0 ? [] : [{ code: 'pictures_left_out', message: `${pictures} pictures are not part of the text.` }];
  const said = { ...NOTHING_SAID, title };
  return { text: textOfHtml(rendered), places: [], encoding: null, rendered, said, attachments: [], notes };
}
