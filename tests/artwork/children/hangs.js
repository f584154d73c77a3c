// A decoder child that never comes back from its work.
process.on('message', () => {
  for (;;);
});
process.send?.({ done: 'boot' });
