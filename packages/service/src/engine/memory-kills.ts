/** How often the kernel has killed for this process's memory limit: cgroup v2's `memory.events` (cgroups(7)). */
import { readFile } from 'node:fs/promises';

/** The count of `oom_kill`, or null where there is no such counter. */
export async function cgroupMemoryKills(): Promise<number | null> {
  const membership = await readFile('/proc/self/cgroup', 'utf8').catch(() => '');
  const group = /^0::(.*)$/m.exec(membership)?.[1];
  if (group === undefined) return null;
  const events = await readFile(`/sys/fs/cgroup${group}/memory.events`, 'utf8').catch(() => '');
  const count = /^oom_kill (\d+)$/m.exec(events)?.[1];
  return count === undefined ? null : Number(count);
}
