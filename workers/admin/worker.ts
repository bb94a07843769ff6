export { AdminEntry } from './entry.ts'

/** There is nothing here to fetch: the edge calls AdminEntry through its service binding, and nobody else can. */
export default {
  fetch: () => new Response(null, { status: 404 }),
} satisfies ExportedHandler<AdminEnv>
