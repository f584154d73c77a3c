// What staff type about a design.
import { z } from 'zod';
import { needed } from '../accounts/forms.ts';
import { en } from '../words/en.ts';

/** Beside the file of a design that takes the place of another. */
export const replacementFields = z.object({ why: needed(en.artwork.office.problems.why, 300) });
