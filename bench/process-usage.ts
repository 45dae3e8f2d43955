/** What this process has used of its cores, in ms: unlike the clock, it hardly depends on what else the machine does. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** The most memory that this process has ever had, in MB: its resident set, whatever that holds. */
export const peakMb = (): number => Math.round(process.resourceUsage().maxRSS / 1_024);
