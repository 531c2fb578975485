import { readConfig } from './index.ts';

describe('the proxy for documents', () => {
  it('is none unless it is named, and looks names up here unless it is said', () => {
    expect(readConfig({}).fetchProxy).toBeNull();
    const address = 'http://us:secret@proxy.example:3128';
    expect(readConfig({ FETCH_PROXY: address }).fetchProxy).toEqual({ address, names: 'here' });
    expect(readConfig({ FETCH_PROXY: address, FETCH_PROXY_NAMES: 'proxy' }).fetchProxy).toEqual({
      address,
      names: 'proxy',
    });
  });

  it.each([
    { FETCH_PROXY: 'proxy.example:3128' },
    { FETCH_PROXY: 'socks5://127.0.0.1' },
    { FETCH_PROXY_NAMES: 'there' },
  ])('is refused with its variable: %o', (environment) =>
    expect(() => readConfig(environment)).toThrow(Object.keys(environment)[0]),
  );
});
