/** Proposes the next rounds from everything learned so far, and writes the chosen one as a file; never over one that exists. */
import { join, relative } from 'node:path';
import Type, { type Static } from 'typebox';
import { resolveRound } from '@attune/core/design';
import { AttuneError } from '@attune/core/errors';
import { fulfils, proposeRounds, type Proposal } from '@attune/core/next';
import type { ResolvedRound } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { proposalText, sentence } from './text.ts';
import { readHistory } from './history.ts';
import { writeNewFile } from '../new-file.ts';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { newRoundAround } from '../design/new.ts';
import { unfinishedNotes } from '../design/plan.ts';
import { nullable } from '../views/trial-document.ts';
import { withStore } from '../workspace.ts';

export const nextTexts = defineTexts('next-operation', {
  noSuch: 'there is no proposal {wanted}: {count|there is|there are} {count}',
  none: 'there is nothing to write: {reason}',
  noReason: 'no round is worth proposing',
  waiting: '{file} has not run yet: run it first, or remove it; what it will teach belongs into the next proposal',
  exists: '{file} exists already: nothing was written',
});

const proposalSchema = Type.Object({
  kind: Type.Enum(['search', 'compare', 'confirm', 'length', 'simplify', 'split']),
  headline: Type.String(),
  file: Type.String({ description: 'Where it would be written, from the project’s folder.' }),
  trials: Type.Integer({ description: 'Of the round, the baseline’s runs aside.' }),
  baselineTrials: Type.Integer({ description: 'Runs of the baseline, which the round has besides.' }),
  maxSteps: Type.Number({ description: 'Of every trial; in the file where it is not the project’s.' }),
  before: Type.Array(Type.String(), {
    description: 'What to do or to add first, in attune.yaml or the training program: no round file can.',
  }),
  reasons: Type.Array(Type.String()),
  findings: Type.Array(Type.Object({ round: Type.Integer(), code: Type.String(), headline: Type.String() }), {
    description: 'Whose wishes it fulfils.',
  }),
  holds: Type.Array(Type.String(), { description: 'Hyperparameters that it holds at a value, by identity.' }),
  text: Type.String({ description: 'The round file.' }),
});

export const next = defineOperation({
  name: 'next',
  summary: 'Propose the next rounds from all that was learned, and write one as a file',
  permission: 'admin',
  input: inputOf({
    write: Type.Optional(Type.Integer({ minimum: 1, description: 'Write this proposal; 1 is the best.' })),
    trials: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'Trials of a search; default: as many as the last one was planned with.',
      }),
    ),
  }),
  result: documentOf('next', {
    round: Type.Integer({ description: 'The number that the next round will have.' }),
    stepUnit: Type.String(),
    proposals: Type.Array(proposalSchema, { description: 'At most three, best first.' }),
    saturated: nullable(
      Type.Object({
        message: Type.String(),
        gain: Type.Number({
          description: 'Of the latest round over all before it; negative where it found nothing better.',
        }),
        deviation: Type.Number({ description: 'Standard deviation between training seeds.' }),
        rounds: Type.Array(Type.Object({ round: Type.Integer(), best: Type.Number() })),
      }),
    ),
    apart: Type.Array(Type.String(), { description: 'What to do apart from rounds, most urgent first.' }),
    withheld: Type.Array(Type.String(), { description: 'What was considered and not proposed, and why.' }),
    notes: Type.Array(Type.String(), { description: 'What this leaves out, such as a round that is not finished.' }),
    written: nullable(Type.String({ description: 'From where the user stands.' })),
  }),
  async run(context, { write, trials }) {
    const { workspace, around, files, rounds } = await newRoundAround(context);
    const { directory, project } = workspace;
    const outlook = await withStore(workspace, async (store) =>
      proposeRounds({ ...(await readHistory(store, project)), ...(trials !== undefined && { trials }) }),
    );
    const names = new Set(files.map(({ name }) => name));
    const proposals = outlook.proposals.map((proposal) => {
      const name = freeName(proposal.round.name, names);
      const file = join('rounds', `${String(around.number).padStart(2, '0')}-${name}.yaml`);
      return asDocument(proposal, file, {
        baselineTrials: baselineTrials(resolveRound(project, proposal.round, around.number)),
        schema: around.schema,
      });
    });
    const result = {
      schema: 'next/1' as const,
      round: around.number,
      stepUnit: project.train.stepUnit,
      proposals,
      saturated:
        outlook.saturated === null
          ? null
          : {
              message: outlook.saturated.message.text,
              gain: outlook.saturated.gain,
              deviation: outlook.saturated.deviation,
              rounds: outlook.saturated.rounds.map(({ round, best }) => ({ round, best })),
            },
      apart: outlook.apart.map(({ text }) => text),
      withheld: outlook.withheld.map(({ text }) => text),
      notes: unfinishedNotes(rounds, around.number),
    };
    if (write === undefined) return { ...result, written: null };
    const chosen = proposals[write - 1];
    if (chosen === undefined) {
      const [reason = nextTexts.noReason().text] = [...result.apart, ...result.withheld];
      throw proposals.length === 0
        ? new AttuneError('not-found', nextTexts.none({ reason: result.saturated?.message ?? reason }))
        : new AttuneError('not-found', nextTexts.noSuch({ wanted: write, count: proposals.length }));
    }
    const waiting = files.find(({ number }) => !rounds.some((round) => round.number === number));
    if (waiting !== undefined) throw new AttuneError('conflict', nextTexts.waiting({ file: waiting.file }));
    const path = join(directory, chosen.file);
    const written = relative(context.directory, path);
    await writeNewFile(path, chosen.text, nextTexts.exists({ file: written }));
    return { ...result, written };
  },
});

function baselineTrials({ studies }: ResolvedRound): number {
  return studies.reduce((sum, { purpose, trials }) => (purpose === 'baseline' ? sum + trials : sum), 0);
}

function asDocument(
  proposal: Proposal,
  file: string,
  around: { readonly baselineTrials: number; readonly schema: string | undefined },
): Static<typeof proposalSchema> {
  const { kind, headline, round, maxSteps, before, reasons } = proposal;
  return {
    kind,
    headline: headline.text,
    file,
    trials: round.trials,
    baselineTrials: around.baselineTrials,
    maxSteps,
    before: before.map(({ text }) => text),
    reasons: reasons.map(sentence),
    findings: findingsOf(reasons),
    holds: round.fixed.map(({ hyperparameter }) => hyperparameter),
    text: proposalText(proposal, around.schema),
  };
}

/** Each once. */
function findingsOf(reasons: Proposal['reasons']): Static<typeof proposalSchema>['findings'] {
  const named = reasons
    .filter(fulfils)
    .flatMap(({ finding }) =>
      finding === undefined ? [] : [{ round: finding.round, code: finding.code, headline: finding.headline.text }],
    );
  return [...new Map(named.map((one) => [JSON.stringify(one), one])).values()];
}

/** The name, or with the first number that makes it one of its own. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  const plain = name.replaceAll(/[^\w-]+/g, '-');
  let free = plain;
  for (let count = 2; taken.has(free); count++) free = `${plain}-${count}`;
  return free;
}
