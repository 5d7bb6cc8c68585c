import { ask, questions, viewOf, defaultOptions } from '@attune/core/insight';
import { figuresOf } from '@attune/core/figures';
import { planted, unitSpace } from '../packages/core/src/testing/planted.ts';
const n = Number(process.argv[2]); const ev = Number(process.argv[3] ?? 20);
const round = planted({ seed: 1, space: unitSpace(5), trials: n, evaluations: ev, baseline: [1000,1001,1002], fate: (p, r) => r.uniform() < 0.2 ? 'diverged' : 1000 + (p['x1'] ?? 0) + r.normal() });
let t = performance.now();
const view = viewOf(round); console.log('view', Math.round(performance.now()-t));
for (const q of questions) { t = performance.now(); q.ask(view, defaultOptions); console.log(q.code, Math.round(performance.now()-t)); }
t = performance.now(); ask(round); console.log('ask', Math.round(performance.now()-t));
t = performance.now(); try { const f = figuresOf(view); console.log('figures', Math.round(performance.now()-t), f.map(x=>[x.id, JSON.stringify(x.spec).length])); } catch (e) { console.log(String(e)); }
