import { describe, expect, it } from 'vitest';
import { metricCharts, usualMetrics } from './metric-charts.ts';

describe('metrics on charts', () => {
  it('puts training and validation of a metric on one chart, validation first', () => {
    expect(metricCharts(['train/loss', 'grad_norm', 'valid/error', 'valid/loss', 'valid/image/loss'])).toEqual([
      { name: 'loss', metrics: ['valid/loss', 'train/loss'] },
      { name: 'grad_norm', metrics: ['grad_norm'] },
      { name: 'error', metrics: ['valid/error'] },
      { name: 'image/loss', metrics: ['valid/image/loss'] },
    ]);
    expect(metricCharts([])).toEqual([]);
  });

  it('begins with the objective and its counterparts', () => {
    expect(usualMetrics('valid/loss', ['valid/error', 'train/loss', 'valid/loss', 'loss'])).toEqual([
      'valid/loss',
      'train/loss',
      'loss',
    ]);
  });
});
