import { commandScenario } from './command-scenario.ts';

commandScenario('the command line', () => ({ ATTUNE_STORE: '' }));
