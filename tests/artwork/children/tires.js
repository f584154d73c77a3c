// A decoder child that answers who it is, and asks to be replaced.
process.on('message', () => {
  process.send?.({ done: 'decode', facts: { child: process.pid }, spent: true });
});
process.send?.({ done: 'boot' });
process.on('disconnect', () => process.exit());
