/** What a user names to be compared: a trial by its number, the baseline, or values that differ from the baseline's. */
import { AttuneError } from '@attune/core/errors';
import {
  checkConfiguration,
  find,
  flatten,
  resolveConfiguration,
  type Configuration,
  type Identity,
  type Space,
} from '@attune/core/space';
import type { ComparedConfiguration, Project } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import type { Store } from '../../store/index.ts';
import { trialOf } from '../stored-trial.ts';
import { workspaceTexts } from '../workspace.ts';

export const armTexts = defineTexts('compare-arm', {
  unknown:
    '{word} is nothing to compare: give the number of a trial, the word baseline, or values such as lr=0.1,momentum=0.9',
  value: '{part} is no value of a hyperparameter: write it as name=value',
  outgrown:
    'the configuration of trial {trial} no longer fits attune.yaml: {problem}; bring the file back in line, or give the values: {example}',
  absent:
    '{name} does not exist under {values}, so it would change nothing: leave it out, or name the value under which it exists',
  mistakes: '{word} cannot be compared: {count} {count|mistake|mistakes} in it',
});

const baselineWord = 'baseline';

/** Throws `invalid` or `not-found` with what would do instead; `store` is null where nothing has run yet. */
export async function comparedOf(word: string, project: Project, store: Store | null): Promise<ComparedConfiguration> {
  const wanted = word.trim();
  if (wanted === baselineWord) return { configuration: project.baseline, label: baselineWord, trial: null };
  if (/^\d+$/.test(wanted)) return ofTrial(Number(wanted), project, store);
  if (wanted.includes('=')) return { configuration: ofValues(wanted, project), label: wanted, trial: null };
  throw new AttuneError('invalid', armTexts.unknown({ word: wanted === '' ? '""' : wanted }));
}

async function ofTrial(trial: number, project: Project, store: Store | null): Promise<ComparedConfiguration> {
  if (store === null) throw new AttuneError('not-found', workspaceTexts.noTrials({ trial }));
  const { row } = await trialOf(store, trial);
  const [problem] = checkConfiguration(project.space, row.configuration, { reach: 'anywhere' });
  if (problem !== undefined) {
    const example = Object.entries(row.configuration).map(([id, value]) => `${id}=${String(value)}`);
    const told = { trial, problem: problem.message.text, example: example.join(',') };
    throw new AttuneError('conflict', armTexts.outgrown(told));
  }
  return { configuration: row.configuration, label: `trial ${trial}`, trial };
}

/** The baseline with other values; what it gives for branches that it does not take counts where they are taken now. */
function ofValues(word: string, project: Project): Configuration {
  const given = word.split(',').map((part) => assignment(part.trim()));
  const replaced = new Set(given.flatMap(([name]) => find(project.space, name).map(({ id }) => id)));
  const kept = Object.entries({ ...project.inactive, ...project.baseline }).filter(([id]) => !replaced.has(id));
  const { configuration, issues } = resolveConfiguration(
    project.space,
    Object.fromEntries<unknown>([...kept, ...given]),
  );
  if (issues.length === 0) {
    const absent = given.find(([name]) => !find(project.space, name).some(({ id }) => id in configuration));
    if (absent === undefined) return configuration;
    const choices = chosenAround(project.space, configuration, find(project.space, absent[0])[0]?.id ?? '');
    throw new AttuneError('invalid', armTexts.absent({ name: absent[0], values: choices }));
  }
  throw new AttuneError('invalid', armTexts.mistakes({ word, count: issues.length }), { issues });
}

/** The choices that decide whether a hyperparameter exists, as the configuration takes them: `optimizer=adam`. */
function chosenAround(space: Space, configuration: Configuration, id: Identity): string {
  const conditions = flatten(space).find(({ hyperparameter }) => hyperparameter.id === id)?.conditions ?? [];
  return conditions
    .flatMap((condition) => {
      const value = configuration[condition.id];
      return value === undefined ? [] : [`${condition.id}=${String(value)}`];
    })
    .join(', ');
}

/** Identities hold `=` themselves, so the last one counts. */
function assignment(part: string): readonly [string, unknown] {
  const equals = part.lastIndexOf('=');
  const name = part.slice(0, Math.max(0, equals)).trim();
  const value = part.slice(equals + 1).trim();
  if (name === '' || value === '') throw new AttuneError('invalid', armTexts.value({ part }));
  return [name, valueOf(value)];
}

function valueOf(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return Number.isFinite(Number(text)) ? Number(text) : text;
}
