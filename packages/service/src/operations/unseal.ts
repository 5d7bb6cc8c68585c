/** Shows what runs reached on the test set, and writes down that somebody looked, and why. */
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { defineOperation, documentOf, inputOf } from './operation.ts';
import { fairRunsOf } from './fair-runs.ts';
import { trialOf } from './show.ts';
import { unsealedMetrics, unsealedSchema } from './unseal-metrics.ts';
import { openWorkspace, withStore } from './workspace.ts';

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
      const { runs, selecting } =
        trials === undefined
          ? await fairRunsOf(store, project)
          : { runs: await Promise.all(trials.map(async (trial) => (await trialOf(store, trial)).row)), selecting: [] };
      const by = { reason: why, actor: context.actor };
      const read = await unsealedMetrics(store, project.objective, { runs, selecting }, by);
      if (read.summary.length === 0) throw new AttuneError('not-found', unsealTexts.none());
      return { schema: 'unseal/1' as const, ...read };
    });
  },
});
