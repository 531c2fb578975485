import { deviceHint } from './device-hint.ts';

const MOZILLA = 'Mozilla/5.0';

describe('the device of a session', () => {
  it.each([
    [`${MOZILLA} (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0`, 'Firefox on Linux'],
    [`${MOZILLA} (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0`, 'Edge on Windows'],
    [`${MOZILLA} (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36`, 'Chrome on Windows'],
    [`${MOZILLA} (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605.1 Version/17.4 Safari/605.1`, 'Safari on macOS'],
    [`${MOZILLA} (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1 Safari/604.1`, 'Safari on iOS'],
    [`${MOZILLA} (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36`, 'Chrome on Android'],
    ['curl/8.5.0', 'curl'],
    ['node', ''],
    ['<script>alert(1)</script>', ''],
    [undefined, ''],
  ])('%s', (header, hint) => expect(deviceHint(header)).toBe(hint));
});
