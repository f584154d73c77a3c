// The one schema as each database's tools want it: the provider and the output folder swapped, nothing else.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROVIDERS = ['sqlite', 'postgresql'] as const;
export type Provider = (typeof PROVIDERS)[number];

const schemaFile = join(dirname(fileURLToPath(import.meta.url)), 'schema.prisma');

export function schemaFor(provider: Provider): string {
  return readFileSync(schemaFile, 'utf8').replace('provider = "sqlite"', `provider = "${provider}"`);
}
