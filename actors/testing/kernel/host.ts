export { DirectoryActor } from '@switchboard/directory/actor'
export { ProbeActor } from './probe.ts'

export default {
  fetch: () => new Response(null, { status: 404 }),
}
