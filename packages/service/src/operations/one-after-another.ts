/**
 * What reads, judges and then writes the same thing, one after another within this process: the only queue of operations.
 * What it knows is about what waits at the moment, and about views of stores that are open.
 */

/** Who reads and writes the same thing gives the same: its name, or the object that it is, such as a store. */
export type Shared = string | object;

const last = new Map<Shared, Promise<void>>();
/** Of objects that are the same one seen otherwise. */
const originals = new WeakMap<object, object>();

/** Work on `view` takes turns with work on what it stands for. */
export function shareTurns(view: object, original: object): void {
  originals.set(view, originals.get(original) ?? original);
}

/** Runs `work` when everything that was given before for what is `shared` has ended, however it ended. */
export function oneAfterAnother<T>(shared: Shared, work: () => Promise<T>): Promise<T> {
  const queue = typeof shared === 'string' ? shared : (originals.get(shared) ?? shared);
  const running = (last.get(queue) ?? Promise.resolve()).then(work);
  const ended = running.then(
    () => undefined,
    () => undefined,
  );
  last.set(queue, ended);
  void ended.then(() => {
    if (last.get(queue) === ended) last.delete(queue);
  });
  return running;
}
