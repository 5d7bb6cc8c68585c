/** Where "go to" leads for what a person has typed: pages, rounds and trials. */
import { defineTexts } from '@attune/core/texts';

export const destinationTexts = defineTexts('dashboard-destinations', {
  notebook: 'Notebook',
  notebookAbout: 'rounds, launches, notes, what to do next',
  rounds: 'Rounds',
  roundsAbout: 'the latest round: findings and figures',
  curves: 'Curves',
  curvesAbout: 'training and validation curves of many trials',
  compare: 'Compare',
  compareAbout: 'trials and studies side by side',
  live: 'Live',
  liveAbout: 'what runs now',
  round: 'Round {round} {name}',
  trial: 'Trial {trial}',
  trialAbout: 'configuration, curves, log',
});

export interface Destination {
  readonly label: string;
  readonly about: string;
  /** An address within the dashboard. */
  readonly href: string;
}

/** What is known of a round. */
export interface KnownRound {
  readonly round: number;
  readonly name: string;
  readonly question: string;
}

export const pages: readonly (Destination & { readonly key: string })[] = [
  page('n', 'notebook', '/'),
  page('r', 'rounds', '/rounds'),
  page('c', 'curves', '/curves'),
  page('m', 'compare', '/compare'),
  page('l', 'live', '/live'),
];

function page(key: string, name: 'notebook' | 'rounds' | 'curves' | 'compare' | 'live', href: string) {
  return { key, label: destinationTexts[name]().text, about: destinationTexts[`${name}About`]().text, href };
}

/** A number alone is a trial first, then a round; `t7`, `trial 7`, `r2` say which. Words are looked for in rounds. */
export function destinations(typed: string, rounds: readonly KnownRound[]): readonly Destination[] {
  const words = typed.trim().toLowerCase();
  const newest = rounds.toReversed();
  if (words === '') return [...pages, ...newest.map(roundPlace)];
  const [, kind = '', digits = ''] = /^(t|trial|r|round)?[ #]*(\d{1,9})$/.exec(words) ?? [];
  const number = Number(digits);
  const numbered =
    digits === '' || number === 0
      ? []
      : [
          ...(kind.startsWith('r') ? [] : [trialPlace(number)]),
          ...(kind.startsWith('t') ? [] : rounds.filter(({ round }) => round === number).map(roundPlace)),
        ];
  const named = [
    ...pages.filter(({ label }) => label.toLowerCase().includes(words)),
    ...newest.filter(({ name, question }) => `${name} ${question}`.toLowerCase().includes(words)).map(roundPlace),
  ];
  return [...numbered, ...named.filter(({ href }) => !numbered.some((one) => one.href === href))];
}

function roundPlace({ round, name, question }: KnownRound): Destination {
  return { label: destinationTexts.round({ round, name }).text, about: question, href: `/rounds/${round}` };
}

function trialPlace(trial: number): Destination {
  const { text } = destinationTexts.trial({ trial });
  return { label: text, about: destinationTexts.trialAbout().text, href: `/trials/${trial}` };
}
