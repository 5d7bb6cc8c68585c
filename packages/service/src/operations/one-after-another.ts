/** What reads, judges and then writes the same thing, one after another within this process. */

const last = new Map<string, Promise<unknown>>();

/** Runs `work` when everything that was given before under `name` has ended, however it ended. */
export function oneAfterAnother<T>(name: string, work: () => Promise<T>): Promise<T> {
  const running = (last.get(name) ?? Promise.resolve()).then(work);
  const ended = running.then(
    () => undefined,
    () => undefined,
  );
  last.set(name, ended);
  void ended.then(() => {
    if (last.get(name) === ended) last.delete(name);
  });
  return running;
}
