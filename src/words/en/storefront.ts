// Sentences of the room storefront.
export const storefront = {};
