/** What to do next in a project, from where its rounds stand: the command, and why that one. */
import { defaultOptions, questions, viewOf } from '@attune/core/insight';
import { defineTexts, type Message } from '@attune/core/texts';
import { readRoundRecord } from '../history/index.ts';
import type { RoundRow, Store } from '../store/index.ts';
import { compareCommand } from './compare/command.ts';
import { reportedDecision } from './compare/decision.ts';
import { readComparison, type ComparisonRecord } from './compare/record.ts';
import { sameConfiguration } from './design/freeze.ts';
import type { Context } from './operation.ts';
import { roundFiles } from './round-choice.ts';
import { openWorkspace, storeExists, withStore, type Workspace } from './workspace.ts';

export const guidanceTexts = defineTexts('guidance', {
  goOn: 'go on with round {round}, which has not ended',
  goOnComparing: 'go on with the comparison of round {round}, which has not ended',
  look: 'look over round {round} before it runs: cost, coverage, advice',
  run: 'run round {round}',
  read: 'read what round {round} taught',
  adopt: 'adopt what round {round} recommends',
  more: 'gather more evidence: round {round} could not decide',
  compare: 'run trial {trial}, the best of round {round}, again with fresh seeds: {verdict}',
  better: 'better than the baseline, but chosen for it',
  undecided: 'undecided against the baseline',
  propose: 'see which rounds are worth running next',
});

export interface Step {
  readonly command: string;
  readonly why: Message;
}

/** In order of what to do first; empty where nothing has run, and nothing is to be said but how to begin. */
export async function guidance(context: Context): Promise<readonly Step[]> {
  const workspace = openWorkspace(context);
  if (!(await storeExists(workspace))) return [];
  return withStore(workspace, (store) => stepsFrom(store, workspace));
}

async function stepsFrom(store: Store, workspace: Workspace): Promise<readonly Step[]> {
  const rounds = await store.read('round');
  if (rounds.length === 0) return [];
  const open: Step[] = [];
  for (const round of rounds.filter(({ status }) => status !== 'completed')) {
    open.push(await goingOn(round, workspace));
  }
  const waiting = (await roundFiles(workspace.directory)).find(
    (file) => !rounds.some(({ number }) => number === file.number),
  );
  const { look, run, read } = guidanceTexts;
  const [latest] = rounds.filter(({ status }) => status === 'completed').toSorted((a, b) => b.startedAt - a.startedAt);
  const decided = latest === undefined ? [] : await following(store, workspace, latest, rounds);
  return [
    ...open,
    ...(latest === undefined
      ? []
      : [{ command: `attune report ${latest.number}`, why: read({ round: latest.number }) }, ...decided]),
    ...(waiting === undefined
      ? []
      : [
          { command: `attune round plan ${waiting.number}`, why: look({ round: waiting.number }) },
          { command: `attune run ${waiting.number}`, why: run({ round: waiting.number }) },
        ]),
    ...(waiting === undefined && open.length === 0 ? [{ command: 'attune next', why: guidanceTexts.propose() }] : []),
  ];
}

async function goingOn({ number: round, resolved }: RoundRow, { project }: Workspace): Promise<Step> {
  if (resolved.comparison === undefined) return { command: `attune run ${round}`, why: guidanceTexts.goOn({ round }) };
  const command = (await compareCommand(resolved.comparison, project)) ?? 'attune compare …';
  return { command, why: guidanceTexts.goOnComparing({ round }) };
}

/** What the latest round asks for: a comparison its launch or more evidence, a search that its best be tried again. */
async function following(
  store: Store,
  workspace: Workspace,
  round: RoundRow,
  rounds: readonly RoundRow[],
): Promise<readonly Step[]> {
  const comparison = await readComparison(store, round);
  if (comparison !== null) return afterComparison(comparison, workspace);
  const view = viewOf(await readRoundRecord(store, round), defaultOptions, new Map());
  const [best] = view.ranked;
  const asked = questions.find(({ code }) => code === 'noise-floor')?.ask(view, defaultOptions);
  const verdict = asked?.findings.find(({ values }) => values['metric'] === view.round.objective.metric)?.values[
    'verdict'
  ];
  if (best === undefined || (verdict !== 'better' && verdict !== 'undecided')) return [];
  const { configuration, id: trial } = best.record;
  const settled =
    sameConfiguration(configuration, workspace.project.baseline) ||
    rounds.some(({ resolved: { comparison: plan } }) =>
      [plan?.candidate, plan?.baseline].some(
        (arm) => arm !== undefined && sameConfiguration(arm.configuration, configuration),
      ),
    );
  if (settled) return [];
  const told = { trial, round: round.number, verdict: guidanceTexts[verdict]().text };
  return [{ command: `attune compare ${trial}`, why: guidanceTexts.compare(told) }];
}

async function afterComparison(record: ComparisonRecord, { project }: Workspace): Promise<readonly Step[]> {
  const { number: round } = record.round;
  const continuing = await compareCommand(record.plan, project);
  const { next, recommendation } = reportedDecision(record, { continuing, baseline: project.baseline });
  if (next === null) return [];
  const why = recommendation === 'adopt' ? guidanceTexts.adopt({ round }) : guidanceTexts.more({ round });
  return recommendation === 'reject' ? [] : [{ command: next, why }];
}
