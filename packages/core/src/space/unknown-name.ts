/** The message for a name that no hyperparameter has. */
import type { Message } from '../texts/index.ts';
import type { Space } from './hyperparameter.ts';
import { flatten } from './identity.ts';
import { nearest } from './nearest.ts';
import { spaceTexts } from './space-texts.ts';

/** Says the nearest identity or bare name; where none is near, all identities. */
export function unknownName(space: Space, name: string): Message {
  const all = flatten(space).map(({ hyperparameter }) => hyperparameter);
  const near = nearest(name, [...all.map(({ id }) => id), ...all.map((one) => one.name)]);
  return near === undefined
    ? spaceTexts.unknown({ name, names: all.map(({ id }) => id).join(', ') })
    : spaceTexts.unknownNear({ name, nearest: near });
}
