import { deflateSync } from 'node:zlib';
import { Document, HeadingLevel, Packer, Paragraph } from 'docx';

const latin = (text: string) => Buffer.from(text, 'latin1');

/** A PDF with one line of text for each string of a page; a page of no strings is a picture to the reader. */
export function pdfOf(pages: readonly (readonly string[])[], { title = '', encrypted = false } = {}): Buffer {
  const objects: string[] = [];
  const add = (body: string) => objects.push(body);
  const kids = pages.map((_, index) => `${5 + 2 * index} 0 R`).join(' ');
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  add(`<< /Title (${title}) >>`);
  for (const [index, lines] of pages.entries()) {
    const drawn = lines.map((line, row) => `1 0 0 1 72 ${720 - row * 14} Tm (${line.replace(/[()\\]/g, '\\$&')}) Tj`);
    const content = `BT /F1 11 Tf ${drawn.join(' ')} ET`;
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${6 + 2 * index} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
    );
    add(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  }
  if (encrypted) {
    const owner = `<${'ab'.repeat(32)}>`;
    add(`<< /Filter /Standard /V 2 /R 3 /Length 128 /P -3904 /O ${owner} /U ${owner} >>`);
  }
  let file = '%PDF-1.5\n';
  const places = objects.map((body, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const at of places) file += `${String(at).padStart(10, '0')} 00000 n \n`;
  const lock = encrypted ? ` /Encrypt ${objects.length} 0 R /ID [<00> <00>]` : '';
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 4 0 R${lock} >>\nstartxref\n${start}\n%%EOF\n`;
  return latin(file);
}

/** A PDF whose only page unpacks to many megabytes of orders to draw. */
export function pdfBomb(megabytes: number): Buffer {
  const packed = deflateSync(Buffer.alloc(megabytes * 1024 * 1024, '(x) Tj '));
  const head = `%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>\nendobj\n4 0 obj\n<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\nBT /F1 9 Tf `;
  return Buffer.concat([
    latin(head.replace('BT /F1 9 Tf ', '')),
    packed,
    latin('\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n'),
  ]);
}

export async function docxOf(paragraphs: readonly string[], heading = 'Sample policy'): Promise<Buffer> {
  const children = [
    new Paragraph({ text: heading, heading: HeadingLevel.HEADING_1 }),
    ...paragraphs.map((text) => new Paragraph({ text })),
  ];
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}

/** A mail with a body in HTML and one attachment, its subject in an encoded word. */
export function mailOf({
  body,
  subject = '=?utf-8?B?QW5zd2VyIOKAnHF1b3RlZOKAnQ==?=',
}: {
  body: string;
  subject?: string;
}) {
  return Buffer.from(
    [
      'From: Sample Desk <desk@sample.example>',
      'To: =?iso-8859-1?Q?J=F6rg?= <joerg@fund.example>',
      'Date: Tue, 3 Mar 2026 23:30:00 -0500',
      `Subject: ${subject}`,
      'Message-ID: <1@sample.example>',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="x"',
      '',
      '--x',
      'Content-Type: text/html; charset=utf-8',
      '',
      body,
      '--x',
      'Content-Type: application/pdf; name="answer.pdf"',
      'Content-Disposition: attachment; filename="answer.pdf"',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('%PDF-1.4').toString('base64'),
      '--x--',
      '',
    ].join('\r\n'),
  );
}

/** A news page with everything around its article that news pages have. */
export function newsPage(paragraphs: readonly string[], { head = '', language = 'en-GB' } = {}): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Sample Cameras sells on | Sample Daily</title>${head}
<style>p{color:red}</style><script>document.title='changed'</script></head><body>
<nav class="menu"><a href="/">Home</a> <a href="/markets">Markets</a></nav><div class="cookie-banner">We use cookies. Accept all</div>
<div class="layout"><div class="story"><h1>Sample Cameras sells on</h1>${paragraphs.map((text) => `<p onclick="steal()">${text}</p>`).join('\n')}
<figure><img src="https://tracker.example/p.gif"><figcaption>A camera. Photo: Sample</figcaption></figure></div>
<div class="related"><ul><li><a href="/a">Ten other cameras</a></li><li><a href="/b">Subscribe now</a></li></ul></div></div>
<footer class="footer">Copyright Sample Daily</footer></body></html>`;
}
