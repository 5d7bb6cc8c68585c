/** In place of the analyst's process: ends on orders of round 13, refuses others as if nothing were there. */
process.on('disconnect', () => process.exit());
process.on('message', ({ order: { round } }: { readonly order: { readonly round: number } }) => {
  if (round === 13) process.exit(1);
  const detail = { key: 'test', values: {}, text: `there is no round ${round}` };
  process.send?.({ kind: 'refused', code: 'not-found', detail });
});
