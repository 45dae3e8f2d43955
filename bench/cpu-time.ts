/** What this process has used of its cores, in ms: unlike the clock, it hardly depends on what else the machine does. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
