import { readFile } from 'node:fs/promises';

/** USER_HZ: 100 on every Linux that runs Node. */
const ticksPerSecond = 100;

/** CPU time that a process has used since its start, in seconds, from /proc (Linux). */
export const cpuSeconds = async (pid: number): Promise<number> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // After the name, which may hold spaces, in brackets: state is field 3, utime 14, stime 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
};

/** Resident memory of a process, in megabytes (10⁶ bytes). */
export const residentMb = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kibibytes === undefined) throw new Error(`/proc/${pid}/status has no VmRSS`);
  return (Number(kibibytes) * 1_024) / 1_000_000;
};
