/** The style of a letter on its own page, on screen and on paper. It names no remote resource. */
export const LETTER_STYLE = `
.letter { max-width: 42rem; margin: 2.5rem auto; padding: 0 1.25rem; color: #1b1b1f; background: #fff;
  font: 1rem/1.5 'Source Serif 4', 'Noto Serif', Cambria, Georgia, serif; overflow-wrap: break-word; }
.letter .letterhead { display: grid; grid-template-columns: 1fr auto; align-items: end; column-gap: 2rem;
  border-bottom: 2px solid #6d2a5f; padding-bottom: .5rem; }
.letter .letterhead p { margin: 0; }
.letter .organisation { font-size: 1.5rem; font-weight: 700; }
.letter .sample-mark { grid-row: 2; font-style: italic; }
.letter .address { grid-column: 2; grid-row: 1 / span 2; text-align: end; }
.letter .address, .letter .sample-mark, .letter .closing, .letter .sample { font-size: .8125rem; color: #55565e; }
.letter .sample { border: 1px dashed #8f9098; padding: .375rem .625rem; }
@media screen and (max-width: 30rem) { .letter .letterhead { display: block; } .letter .address { text-align: start; margin-top: .5rem; } }
.letter .letterhead p, .letter .recipient { overflow-wrap: anywhere; }
.letter .dateline { display: flex; justify-content: space-between; gap: 1rem; flex-wrap: wrap; margin: 1.5rem 0 1rem; }
.letter h1, .letter h2, .letter h3 { font-size: 1rem; line-height: 1.4; margin: 1.5rem 0 .5rem; break-after: avoid; }
.letter p { margin: 0 0 .75rem; }
.letter blockquote { margin: 0 0 .75rem; padding-inline-start: 1rem; border-inline-start: 2px solid #6d2a5f; }
.letter .quotation { white-space: pre-wrap; }
.letter .unbroken { white-space: nowrap; }
.letter .asks > li { margin-bottom: .5rem; }
.letter .asks > li::marker { font-weight: 700; }
.letter table { border-collapse: collapse; width: 100%; margin-bottom: .75rem; font-size: .9375rem; }
.letter th, .letter td { border-bottom: 1px solid #8f9098; padding: .3rem .4rem; text-align: start; vertical-align: top; }
.letter .center { text-align: center; } .letter .right { text-align: end; }
.letter .signatures { break-inside: avoid; }
.letter .signatures ul { list-style: none; padding: 0; display: grid; gap: 2.5rem 2rem;
  grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); }
.letter .signatures li { border-top: 1px solid #8f9098; padding-top: .25rem; margin-top: 2.5rem; }
.letter sup { line-height: 0; font-size: .75em; }
.letter a { color: #6d2a5f; }
.letter .notes { margin-top: 2rem; border-top: 1px solid #8f9098; font-size: .8125rem; }
@page { size: A4; margin: 21mm 26mm 25mm; }
@media print { .letter { margin: 0; padding: 0; max-width: none; font-size: 10.4pt; } .letter a { color: inherit; text-decoration: none; } }
`.trim();
