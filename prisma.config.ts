// For Prisma's own tools (npx prisma studio, migrate resolve); the shop needs none of them and reads src/config.ts.

import { defineConfig } from 'prisma/config';

const url = process.env.DATABASE_URL ?? 'file:./data/shop.db';
const provider = url.startsWith('file:') ? 'sqlite' : 'postgresql';

export default defineConfig({
  schema: `src/db/generated/${provider}.prisma`,
  migrations: { path: `prisma/migrations/${provider}` },
  datasource: { url },
});
