import { fillProject } from './fill.ts';
await fillProject('/tmp/scale-proj', 10000, 100);
