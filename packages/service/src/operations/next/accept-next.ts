/** Accepts a proposal of `next`: writes its round file and, if wanted, starts it. */
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { next } from './next.ts';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { logLine } from '../requests.ts';
import { startRound } from '../run/start-round.ts';
import { nullable } from '../views/trial-document.ts';
import { openWorkspace, withStore } from '../workspace.ts';

export const acceptTexts = defineTexts('accept-next', {
  moved: 'proposal {proposal} is no longer {file}: something was learned since; look at the proposals again',
});

export const acceptNext = defineOperation({
  name: 'accept-next',
  summary: 'Write a proposed round as a file, and start it if wanted',
  permission: 'admin',
  input: inputOf({
    proposal: Type.Integer({ minimum: 1, description: '1 is the best.' }),
    file: Type.Optional(
      Type.String({ description: 'As the proposal that was looked at says: refused where it is another one now.' }),
    ),
    start: Type.Optional(Type.Boolean({ description: 'Also start it; default: only write the file.' })),
  }),
  result: documentOf('accept', {
    round: Type.Integer(),
    file: Type.String({ description: 'From the project’s folder.' }),
    trials: Type.Integer({ description: 'All that the round has, the baseline’s runs among them.' }),
    started: Type.Boolean(),
    waits: nullable(Type.String({ description: 'What the round waits for, where it was started.' })),
  }),
  async run(context, { proposal, file, start = false }) {
    if (file !== undefined) {
      const seen = await next.run(context, {});
      if (seen.proposals[proposal - 1]?.file !== file) {
        throw new AttuneError('conflict', acceptTexts.moved({ proposal, file }));
      }
    }
    const { round, proposals } = await next.run(context, { write: proposal });
    const accepted = proposals[proposal - 1];
    const written = accepted?.file ?? '';
    await withStore(openWorkspace(context), (store) =>
      logLine(store, context, {
        kind: 'round.proposal-accepted',
        subject: `round ${round}`,
        data: { proposal, file: written },
      }),
    );
    const started = start ? await startRound.run(context, { file: String(round) }) : null;
    return {
      schema: 'accept/1' as const,
      round,
      file: written,
      trials: (accepted?.trials ?? 0) + (accepted?.baselineTrials ?? 0),
      started: started !== null,
      waits: started?.waits ?? null,
    };
  },
});
