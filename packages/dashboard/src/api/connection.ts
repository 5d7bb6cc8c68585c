/** Whether what the pages show is still what the server has. */
import { signal } from './signal.ts';

/**
 * `live`: changes arrive as they happen. `lost`: the server does not answer; it is tried until it does. `refused`: it wants
 * to know who asks. `forbidden`: it knows, or need not, and tells this page nothing.
 */
export type ConnectionState = 'connecting' | 'live' | 'lost' | 'refused' | 'forbidden';

export const connection = signal<ConnectionState>('connecting');

/** Milliseconds: until when the pages know how things stand; null while the server is heard. */
export const knownUntil = signal<number | null>(null);

/** `now` in milliseconds. Told again and again, it is one loss. */
export function loseConnection(now: number): void {
  knownUntil.set(knownUntil.get() ?? now);
  connection.set('lost');
}

export function findConnection(): void {
  knownUntil.set(null);
  connection.set('live');
}
