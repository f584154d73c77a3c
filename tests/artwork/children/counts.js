// A decoder child that answers who it is, slowly enough to be seen twice at once.
process.on('message', () => {
  setTimeout(() => process.send?.({ done: 'decode', facts: { child: process.pid } }), 50);
});
process.send?.({ done: 'boot' });
