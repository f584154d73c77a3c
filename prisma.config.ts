// Where Prisma's own tools look; the shop itself reads DATABASE_URL in src/config.ts.

import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations/sqlite' },
});
