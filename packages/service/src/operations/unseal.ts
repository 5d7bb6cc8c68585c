/** Shows what runs reached on the test set, and writes down that somebody looked, and why. */
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import type { Configuration } from '@attune/core/space';
import { defineTexts } from '@attune/core/texts';
import type { Store, TrialRow } from '../store/index.ts';
import { sameConfiguration } from './freeze.ts';
import { defineOperation, documentOf, inputOf } from './operation.ts';
import { trialOf } from './show.ts';
import { unsealedMetrics, unsealedSchema } from './unseal-metrics.ts';
import { openWorkspace, withStore } from './workspace.ts';

export const unsealTexts = defineTexts('unseal', {
  noReason: 'say why the test metrics are to be seen, as in --reason "final evaluation": it is kept in the log',
  notRun: 'the baseline has not run to its end yet, so there is nothing to see: name trials, or let a round run it',
  none: 'none of these trials has a test metric: report one under a name such as test/error',
});

export const unseal = defineOperation({
  name: 'unseal',
  summary: 'Show test metrics, which are sealed otherwise, and record that and why',
  permission: 'admin',
  input: inputOf({
    reason: Type.String({ description: 'Why; kept in the log.' }),
    trials: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, description: "Default: the baseline's runs." }),
    ),
  }),
  result: documentOf('unseal', unsealedSchema.properties),
  async run(context, { reason, trials }) {
    const why = reason.trim();
    if (why === '') throw new AttuneError('invalid', unsealTexts.noReason());
    const workspace = openWorkspace(context);
    const { project } = workspace;
    return withStore(workspace, async (store) => {
      const rows =
        trials === undefined
          ? await runsOf(store, project.baseline)
          : await Promise.all(trials.map(async (trial) => (await trialOf(store, trial)).row));
      const read = await unsealedMetrics(store, project.objective, rows, { reason: why, actor: context.actor });
      if (read.summary.length === 0) throw new AttuneError('not-found', unsealTexts.none());
      return { schema: 'unseal/1' as const, ...read };
    });
  },
});

/** Completed runs of a configuration in every round; throws `not-found` where there is none. */
export async function runsOf(store: Store, configuration: Configuration): Promise<readonly TrialRow[]> {
  const completed = await store.read('trial', { status: ['completed'] });
  const own = completed.filter((trial) => sameConfiguration(trial.configuration, configuration));
  if (own.length === 0) throw new AttuneError('not-found', unsealTexts.notRun());
  return own;
}
