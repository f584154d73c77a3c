// The package comes without types.
declare module 'subset-font';
