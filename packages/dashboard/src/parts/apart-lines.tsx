/** What there is to do apart from rounds: where a page does what a command does, the command leads there. */
import { commandPage } from './command-page.ts';
import { TitledLines, type TitledLinesProps } from './titled-lines.tsx';
import { useBaselineTrial } from './use-baseline-trial.ts';

export function ApartLines({ title, lines }: Pick<TitledLinesProps, 'title' | 'lines'>) {
  const baseline = useBaselineTrial(lines.some((line) => line.includes('`attune compare ')));
  return <TitledLines title={title} lines={lines} pageOf={(command) => commandPage(command, baseline)} />;
}
