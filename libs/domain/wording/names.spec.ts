import { asName, isNamed, readable, withoutNames } from './names.ts';

const names = (text: string, name: string) => isNamed(readable(text), asName(name));

describe('the name of an organisation', () => {
  it.each([
    ['SEAGATE sold', 'Seagate', true],
    ['seagate sold', 'Seagate', true],
    ['Sea\u200Bgate sold', 'Seagate', true],
    ['Sea\u00ADgate sold', 'Seagate', true],
    ['Western  Digital', 'Western Digital', true],
    ['Western\u00A0Digital', 'Western Digital', true],
    ['Ｓｅａｇａｔｅ', 'Seagate', true],
    ['Seagate’s drives', 'Seagate', true],
    ['Seagates', 'Seagate', false],
    ['HPE sold', 'HP', false],
    ['see below', 'Below', false],
    ['as Below told us', 'Below', true],
    ['BELOW told us', 'Below', true],
    ['we keep a record', 'record', false],
    ['we keep a Record', 'record', true],
    ['the İntel', 'Seagate', false],
  ])('in %j: %s is named: %j', (text, name, expected) => {
    expect(names(text, name)).toBe(expected);
  });

  it('is taken out whole, the longer name before the shorter one in it', () => {
    expect(withoutNames('New  H3C and h3c sold', ['H3C', 'New H3C'].map(asName), '§')).toBe('§ and § sold');
  });
});
