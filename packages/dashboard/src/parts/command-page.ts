/** The page on which what a command does can be done, or seen. */
export type CommandPage =
  | { readonly to: '/compare'; readonly trials: readonly [number, number] }
  | { readonly to: '/rounds/$round'; readonly round: number };

const comparing = /^attune compare (\d+)(?: (\d+|baseline))?$/;
const reporting = /^attune report (\d+)$/;

/** `baseline`: a trial that ran it as it is now; null where none did. Null where a command has no page. */
export function commandPage(command: string, baseline: number | null): CommandPage | null {
  const [, round] = reporting.exec(command) ?? [];
  if (round !== undefined) return { to: '/rounds/$round', round: Number(round) };
  const [, candidate, other = 'baseline'] = comparing.exec(command) ?? [];
  const beside = other === 'baseline' ? baseline : Number(other);
  return candidate === undefined || beside === null ? null : { to: '/compare', trials: [Number(candidate), beside] };
}
