// A decoder child that dies over its work.
process.on('message', () => process.abort());
process.send?.({ done: 'boot' });
