import { defineTexts } from '../texts/index.ts';

export const samplerTexts = defineTexts('sampler', {
  sobolDimensions:
    'the Sobol sequence serves up to {most} hyperparameters and this study varies {dimensions}: search with "halton" or "random"',
  sobolIndex:
    'the Sobol sequence ends at trial {most} and trial {index} was asked for: search with "halton" or "random"',
});
