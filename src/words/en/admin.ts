// Sentences of the room admin.
export const admin = {};
