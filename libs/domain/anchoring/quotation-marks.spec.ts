import { isQuoted } from './quotation-marks.ts';

const stands = (text: string, words: string) => isQuoted(text, text.indexOf(words), text.indexOf(words) + words.length);

describe('words in quotation marks', () => {
  it.each([
    ['“We check every order,” she said.', 'We check every order'],
    ['“We check every order,” she said.', '“We check every order,”'],
    ['“First. We check every order. Last,” she said.', 'We check every order'],
    ['She said "we check every order" today.', 'we check every order'],
    ["She said 'we don't sell to the workers' today.", "we don't sell"],
    ['She said ‘we don’t sell’ today.', 'we don’t sell'],
    ['Sie sagte: „Wir prüfen alles.“', 'Wir prüfen alles'],
    ['Sie sagte: »Wir prüfen alles.«', 'Wir prüfen alles'],
    ['Elle dit : « Nous vérifions tout. »', 'Nous vérifions tout'],
    ['Er sagt ‹Wir prüfen› dazu.', 'Wir prüfen'],
    ['公司说「我们检查」而已', '我们检查'],
    ['“One.\n\n“We check every order.\n\n“Three,” she said.', 'We check every order'],
    ['“One.\n\n“We check every order,” she said.', 'One.\n\n“We check'],
    ['"One.\n"We check every order," she said.', 'We check every order'],
  ])('%j holds %j', (text, words) => {
    expect(stands(text, words)).toBe(true);
  });

  it.each([
    ['She said that they check every order.', 'they check every order'],
    ['“Yes,” she said, they check every order. “No.”', 'they check every order'],
    ['"Yes," she said, they check every order. "No."', 'they check every order'],
    ['« Oui », dit-elle, ils vérifient tout. « Non »', 'ils vérifient tout'],
    ['“Yes,” she said. “We check every order.”', 'Yes,” she said. “We check'],
    ['“We check,” she said.', 'We check,” she said'],
    ['“One.\n\nThey check every order,” she said.', 'They check every order'],
    ["The firm's clerks check the workers' orders.", 'clerks check the workers'],
    ['The 5" and 7" drives are sold.', 'and 7'],
    ['“One. They check every order.\n\nShe left.', 'They check every order'],
  ])('%j does not hold %j so', (text, words) => {
    expect(stands(text, words)).toBe(false);
  });
});
