/** Starts a comparison, or continues one, in the server: what `compare` does at a terminal, as a job. */
import Type from 'typebox';
import { compare } from './compare.ts';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { request } from '../requests.ts';
import { openWorkspace, withNewStore } from '../workspace.ts';

const { candidate, baseline, complexity, note, seedsMax, slots, retryFailed } = compare.input.properties;

export const compareJob = defineOperation({
  name: 'compare-job',
  summary: 'Compare two configurations with fresh seeds, in the server',
  permission: 'admin',
  input: inputOf({ candidate, baseline, complexity, note, seedsMax, slots, retryFailed }),
  result: documentOf('compare-job', {
    accepted: Type.Literal(true),
    comparison: Type.Unsafe<Awaited<ReturnType<typeof compare.run>>>({
      ...compare.result,
      description: 'How it stands before anything more has run.',
    }),
  }),
  async run(context, input) {
    // What would be refused later is refused now.
    const comparison = await compare.run(context, { ...input, dryRun: true });
    await withNewStore(openWorkspace(context), (store) =>
      request(store, context, [
        {
          request: { kind: 'compare', input, actor: context.actor },
          event: { kind: 'comparison.requested', subject: 'project', data: input },
        },
      ]),
    );
    return { schema: 'compare-job/1' as const, accepted: true as const, comparison };
  },
});
