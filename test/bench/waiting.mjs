import { performance } from 'node:perf_hooks';

/** How much longer work takes by the clock than by the processor: 1 on an idle machine. */
export function waitingFactor() {
  const [begun, used] = [performance.now(), process.cpuUsage()];
  while (process.cpuUsage(used).user < 500_000) Math.random();
  const { user, system } = process.cpuUsage(used);
  return Math.round(((performance.now() - begun) * 10_000) / (user + system)) / 10;
}
