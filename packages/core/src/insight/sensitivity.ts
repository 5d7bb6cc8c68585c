/**
 * Which hyperparameters matter, which interact, and which may be fixed next time (method D13)? Over the feasible trials, and
 * again over the competitive ones, where the order may differ: `importance.ts` has the definitions. It speaks once a
 * hyperparameter or a pair stands out from chance; where none matters, it speaks in at most `options.falseAlarms` of rounds.
 */
import type { Message } from '../texts/index.ts';
import { byConfiguration } from './evidence/by-configuration.ts';
import { variedAcross } from './evidence/dimension.ts';
import { fewestTrials, fixableOf, importanceOf, mostFixable, type Importance } from './evidence/importance.ts';
import { idOf, labelOf } from './evidence/importance-told.ts';
import type { Answer, Question } from './question.ts';
import { fixFinding } from './sensitivity-fix.ts';
import { interactionFinding } from './sensitivity-interaction.ts';
import { orderFinding } from './sensitivity-order.ts';
import { sensitivityTexts } from './sensitivity-texts.ts';
import type { RoundView } from './view.ts';

export const sensitivity: Question = {
  code: 'sensitivity',
  texts: sensitivityTexts.table,
  ask(view): Answer {
    const importance = view.kept(importanceOf);
    if (importance === null) return silence(tooLittle(view));
    const { feasible, competitive, interacting } = importance;
    if (importance.hyperparameters.length < 2) return silence(sensitivityTexts.one());
    if (feasible.proven.length === 0 && (competitive?.proven ?? []).length === 0) {
      const high = Math.max(...feasible.effects.map((effect) => effect.high));
      const none = sensitivityTexts.none({ count: feasible.trials.length, high: Math.round(100 * high) });
      return interacting.length === 0
        ? silence(none)
        : { findings: [interactionFinding(view, importance)], silent: [none] };
    }
    const fixable = fixableOf(importance).filter((i) => view.round.roles[idOf(importance, i)] !== 'scientific');
    return {
      findings: [
        orderFinding(view, importance),
        ...(interacting.length > 0 ? [interactionFinding(view, importance)] : []),
        ...(competitive !== null && fixable.length > 0 ? [fixFinding(view, importance, competitive, fixable)] : []),
      ],
      silent: [
        ...(interacting.length === 0 ? [sensitivityTexts.noPair()] : []),
        ...(fixable.length === 0 ? [whyNoneFixable(importance)] : []),
      ],
    };
  },
};

function silence(reason: Message): Answer {
  return { findings: [], silent: [reason] };
}

function tooLittle({ ranked: all, round }: RoundView): Message {
  const searches = round.studies.filter(({ purpose }) => purpose === 'search');
  if (all.length >= fewestTrials && variedAcross(searches).length === 0) return sensitivityTexts.one();
  const ranked = byConfiguration(round, all);
  if (ranked.length < fewestTrials) return sensitivityTexts.few({ count: ranked.length, fewest: fewestTrials });
  const first = ranked[0]?.outcome.objective;
  const flat = ranked.every(({ outcome }) => outcome.objective === first);
  return flat ? sensitivityTexts.flat({ metric: round.objective.metric }) : sensitivityTexts.one();
}

function whyNoneFixable(importance: Importance): Message {
  const { feasible, competitive, hyperparameters } = importance;
  if (competitive === null) return sensitivityTexts.competitiveFew({ count: feasible.trials.length });
  const names = hyperparameters.flatMap((_, i) =>
    (competitive.effects[i]?.totalBound ?? 1) > mostFixable && !competitive.proven.includes(i)
      ? [labelOf(importance, i)]
      : [],
  );
  return names.length === 0
    ? sensitivityTexts.allMatter()
    : sensitivityTexts.noneFixable({ names: names.join(', '), count: names.length, least: 100 * mostFixable });
}
