// Sentences of the room checkout.
export const checkout = {};
