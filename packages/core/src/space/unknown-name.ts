/** The message for a name that no hyperparameter has. */
import type { Message } from '../texts/index.ts';
import type { Space } from './hyperparameter.ts';
import { flatten } from './identity.ts';
import { nearest } from './nearest.ts';
import { spaceTexts } from './space-texts.ts';

/** Says which name was meant; where none is near, all identities. */
export function unknownName(space: Space, name: string): Message {
  const near = meantBy(space, name);
  const names = flatten(space).map(({ hyperparameter: { id } }) => id);
  return near === undefined
    ? spaceTexts.unknown({ name, names: names.join(', ') })
    : spaceTexts.unknownNear({ name, nearest: near });
}

/** What has the name in the training program (`arg`), else the nearest identity or bare name; undefined where none is near. */
export function meantBy(space: Space, name: string): string | undefined {
  const all = flatten(space).map(({ hyperparameter }) => hyperparameter);
  const called = all.filter(({ arg }) => arg === name.replace(/^--?/, ''));
  const [first] = called;
  if (first !== undefined) return called.every((one) => one.name === first.name) ? first.name : first.id;
  return nearest(name, [...all.map(({ id }) => id), ...all.map((one) => one.name)]);
}
