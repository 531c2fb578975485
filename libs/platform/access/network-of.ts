import { isIPv6 } from 'node:net';

/**
 * The network that tries are counted by. One line of the internet has 2^64 addresses of IPv6 (RFC 6177), so of these the
 * first 64 bits count: `2001:db8:0:1::/64`. IPv4 counts in full, also where it is written as IPv6.
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.toLowerCase().split('%');
  if (!isIPv6(bare)) return bare;
  const groups = groupsOf(bare);
  const mapped = mappedBehind(groups);
  if (mapped) return mapped;
  const shown = groups.slice(0, 4).map((group) => group.toString(16));
  return `${shown.join(':')}::/64`;
}

function mappedBehind(groups: number[]): string | null {
  if (!groups.slice(0, 5).every((group) => group === 0) || groups[5] !== 0xffff) return null;
  return [groups[6]!, groups[7]!].flatMap((group) => [group >> 8, group & 255]).join('.');
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  const hexadecimal = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...bytes: string[]) => {
    const [a, b, c, d] = bytes.map(Number) as [number, number, number, number];
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [before = '', after] = hexadecimal.split('::');
  const read = (part: string) => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)));
  const [head, tail] = [read(before), read(after ?? '')];
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
}
