/** The processor time that some work takes, in milliseconds: unlike the clock it does not count other processes. */
export function cpuMilliseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
