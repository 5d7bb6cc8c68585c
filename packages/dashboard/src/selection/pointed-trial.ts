/** The trial under the pointer, wherever the pointer is: figures and table show it alike. */
import { signal } from '../api/signal.ts';

export const pointedTrial = signal<number | null>(null);
