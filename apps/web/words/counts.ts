/** "1 claim", "2 claims", "no claims". */
export function counted(count: number, one: string, many: string): string {
  if (count === 0) return `no ${many}`;
  return `${count} ${count === 1 ? one : many}`;
}
