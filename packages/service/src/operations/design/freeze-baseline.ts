/** A round is judged against the baseline that it was frozen with, whatever has been launched since. */
import { checkConfiguration, type Configuration } from '@attune/core/space';
import { defineTexts, shown, type Message } from '@attune/core/texts';
import type { RoundRow } from '../../store/index.ts';
import { checkNumber, designOf, designRound, sameConfiguration, type DesignedRound } from './freeze.ts';
import type { RoundFileName } from '../round-choice.ts';
import type { Workspace } from '../workspace.ts';

export const freezeBaselineTexts = defineTexts('freeze-baseline', {
  kept: 'round {round} keeps the baseline that it was frozen with ({values}), so that its trials stay comparable; the one in attune.yaml counts from the next round on',
  change: '{name} {before}, now {after}',
  absent: 'none',
});

/**
 * Reads a round file; a round that is stored already is resolved with its own baseline, and with its own seed. Throws
 * `conflict` where a comparison has its number, and as `designRound`.
 */
export function designStored(workspace: Workspace, name: RoundFileName, row: RoundRow | undefined): DesignedRound {
  checkNumber(name, row);
  if (row === undefined) return designRound(workspace, name);
  const frozen = asFrozen(workspace, row);
  const written = designRound(frozen, name);
  const { seed } = row.resolved;
  return written.resolved.seed === seed || written.file.seed !== undefined
    ? written
    : designOf(frozen, name, { ...written.file, seed });
}

/** The project with the baseline that the round has; as it is where that no longer fits the space. */
export function asFrozen(workspace: Workspace, { resolved }: RoundRow): Workspace {
  const { baseline, inactive } = resolved.project;
  const { project } = workspace;
  const fits = checkConfiguration(project.space, baseline, { reach: 'anywhere' }).length === 0;
  return fits ? { ...workspace, project: { ...project, baseline, inactive } } : workspace;
}

/** What is to be said where a round goes on with another baseline than `attune.yaml` has; null where it is the same. */
export function keptBaseline({ project }: Workspace, { name, resolved }: DesignedRound): Message | null {
  const [own, now] = [resolved.project.baseline, project.baseline];
  if (sameConfiguration(own, now)) return null;
  return freezeBaselineTexts.kept({ round: name.number, values: differences(own, now) });
}

function differences(own: Configuration, now: Configuration): string {
  const shownValue = (configuration: Configuration, id: string): string => {
    const value = configuration[id];
    return value === undefined ? freezeBaselineTexts.absent().text : shown(value);
  };
  return [...new Set([...Object.keys(own), ...Object.keys(now)])]
    .filter((id) => own[id] !== now[id])
    .map((id) => freezeBaselineTexts.change({ name: id, before: shownValue(own, id), after: shownValue(now, id) }))
    .map(({ text }) => text)
    .join('; ');
}
