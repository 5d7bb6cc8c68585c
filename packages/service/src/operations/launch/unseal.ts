/** Shows what runs reached on the test set, and writes down that somebody looked, and why. */
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { measuredAs } from '../../history/index.ts';
import type { Store, TrialRow } from '../../store/index.ts';
import { fairRunsOf } from '../compare/fair-runs.ts';
import { sameConfiguration } from '../design/freeze.ts';
import { trialOf } from '../stored-trial.ts';
import { unsealedMetrics, unsealedSchema } from './unseal-metrics.ts';
import { openWorkspace, withStore } from '../workspace.ts';

export const unsealTexts = defineTexts('unseal', {
  noReason: 'say why the test metrics are to be seen, as in --reason "final evaluation": it is kept in the log',
  none: 'none of these trials has a test metric: report one under a name such as test/error',
});

export const unseal = defineOperation({
  name: 'unseal',
  summary: 'Show test metrics, which are sealed otherwise, and record that and why',
  permission: 'admin',
  input: inputOf({
    reason: Type.String({ description: 'Why; kept in the log.' }),
    trials: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1 }), {
        minItems: 1,
        description: "Default: the baseline's runs but those that selected it.",
      }),
    ),
  }),
  result: documentOf('unseal', unsealedSchema.properties),
  async run(context, { reason, trials }) {
    const why = reason.trim();
    if (why === '') throw new AttuneError('invalid', unsealTexts.noReason());
    const workspace = openWorkspace(context);
    const { project } = workspace;
    return withStore(workspace, async (store) => {
      const asked =
        trials === undefined
          ? await fairRunsOf(store, { project, directory: workspace.directory })
          : await namedRuns(store, trials);
      const by = { reason: why, actor: context.actor };
      const read = await unsealedMetrics(store, project.objective, asked, by);
      if (read.trials.every(({ metrics }) => Object.keys(metrics).length === 0)) {
        throw new AttuneError('not-found', unsealTexts.none());
      }
      return { schema: 'unseal/1' as const, ...read };
    });
  },
});

/** Trials as they were named. A mean of different configurations, or of different trainings of one, would mean nothing. */
async function namedRuns(store: Store, trials: readonly number[]) {
  const rows = await Promise.all([...new Set(trials)].map(async (trial) => (await trialOf(store, trial)).row));
  const rounds = new Map((await store.read('round')).map(({ number, resolved }) => [number, resolved.project]));
  const training = ({ round, untilStep }: TrialRow): string => {
    const project = rounds.get(round);
    return JSON.stringify([untilStep, project && measuredAs(project), project?.train.command]);
  };
  const [first] = rows;
  const alike = (row: TrialRow): boolean =>
    first !== undefined &&
    sameConfiguration(row.configuration, first.configuration) &&
    training(row) === training(first);
  const { infeasible = [], runs = [] } = Object.groupBy(rows, ({ state }) =>
    state.status === 'infeasible' ? 'infeasible' : 'runs',
  );
  return { runs, infeasible, selecting: [], otherCode: [], differing: !rows.every(alike) };
}
