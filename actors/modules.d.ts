/** drizzle-kit writes this file in JavaScript. */
declare module '*/migrations/migrations.js' {
  import type { Migrations } from '@switchboard/kernel/migrations/migrate'

  const migrations: Migrations
  export default migrations
}
