/** Whether a person is choosing by dragging right now: what costs time waits until the end. */
import { signal } from '../api/signal.ts';

export const dragging = signal(false);
