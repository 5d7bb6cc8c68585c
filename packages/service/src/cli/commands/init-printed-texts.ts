import { defineTexts } from '@attune/core/texts';

export const printedTexts = defineTexts('cli-init-printed', {
  form: 'How does it print them?',
  json: 'as lines of JSON',
  jsonHint: '{"epoch": 3, "val_loss": 0.42}',
  text: 'as text',
  textHint: 'epoch 3 val_loss: 0.42',
  stepName: 'Which name has the step in these lines?',
  metricName: 'Which name has {metric} in these lines?',
  sameName: '{name} is the step already: the metric has another name',
  sample: 'Paste one of the lines that it prints',
  sampleAbout: 'One with the step and {metric}, each after its name. Enter alone: write a regular expression instead.',
  noNumbers:
    'this line needs two numbers after names, one of them whole, as in epoch 3 val_loss: 0.42: print the step and the metric on one line',
  whichStep: 'Which number is the step?',
  whichMetric: 'Which is {metric}?',
  pattern: 'Which regular expression finds them?',
  patternAbout: 'With a named group for the step and one for each metric: {example}',
  result: 'In attune.yaml',
});
