// Sentences of the room layout.
export const layout = {};
