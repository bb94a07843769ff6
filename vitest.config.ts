import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { configDefaults, defineConfig } from 'vitest/config'

const EXPECTED = new Set<unknown>(['actor.misrouted', 'probe.broken'])
/** An object that was reset loses the code of what reset it. */
const EXPECTED_RESET = 'storage has 99 migrations'

// wrangler asks for the secrets that wrangler.jsonc requires.
process.env['AUTH_SECRET'] = 'a secret that only the tests know, 32+ characters'
process.env['SEALING_KEYS'] = `test:${Buffer.alloc(32, 7).toString('base64url')}`

/**
 * Alarms, retries and browsers run in real time, which a busy machine stretches: what they show is looked at once more
 * before it counts. A counterexample of a property counts at once, since another run would search elsewhere.
 */
const ONCE_MORE = { count: 1, condition: /^(?!Property failed)/ }
/** A page that opens beside two other browsers takes its time, and so does what a test waits for there. */
const ON_NODE = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 15_000 } },
  retry: ONCE_MORE,
}
/** What these prove is counted in milliseconds, or starts and ends processes: nothing else may run beside them. */
const BY_THE_CLOCK = [
  'scripts/e2e/gateway/{cancellation,limits,streams}.test.ts',
  'scripts/e2e/{start,kernel-crash}.test.ts',
  'scripts/start/{departures,runtime}/*.test.ts',
]

/**
 * Their actors poll, send and wake by alarm after the test that made them, or are the one realm that there is: their
 * runtimes forget every actor after each file, so that none meets what another has left behind.
 */
const REACHING_OUT = [
  'workers/admin/router/*.test.ts',
  'actors/feed/*.test.ts',
  'actors/{inbox,conversation,identity,testing}/**/*.test.ts',
  'actors/channel/*.test.ts',
  'actors/channel/{account,intake,outgoing,polling,queue}/*.test.ts',
  'actors/channel/kinds/*/{channel,email}.test.ts',
]

/**
 * They need a feed to be fetched at once, or follow more feeds that never answer than fetch at once in a runtime
 * (actors/feed/fetch/outbound.ts), where nobody may end the waiting of a forgotten one: each file has a runtime of its own.
 */
const FETCHING_FEEDS = [
  'actors/feed/*.test.ts',
  'actors/inbox/{feeds,purge}.test.ts',
  'actors/inbox/counts/recount.test.ts',
  'actors/inbox/delivery/delivery-model.test.ts',
  'actors/inbox/entries/lists.test.ts',
  'actors/inbox/live/resume-model.test.ts',
  'actors/inbox/opml/import.test.ts',
  'actors/inbox/subscriptions/subscriptions.test.ts',
]
/** They spoil the storage of actors, which can not be woken to be forgotten. */
const SPOILING = ['actors/{channel,conversation,identity,inbox}/**/*migration{s,}.test.ts']

/** Of the kernel: what spoils its storage, and what delivers and tries again after the test that made it. */
const KERNEL_APART = ['actors/kernel/migrations/migrate.test.ts', 'actors/kernel/outbox/*.test.ts']

/** A house may have a bucket and a way out for mail, or not: these promises hold either way, and are tested both ways. */
const ON_EITHER_GROUND = [
  'actors/conversation/attachments/*.test.ts',
  'actors/conversation/merge/merge.test.ts',
  'actors/channel/mail/*.test.ts',
  'actors/channel/kinds/email/email.test.ts',
]
/** These are about the bucket and the way out themselves. */
const ON_THE_NETWORK_ALONE = ['actors/**/*.network.test.ts']

/** What only Cloudflare's network has, as optional bindings (actors/kernel/optional-bindings.ts). */
const NETWORK = {
  r2Buckets: ['FILES'],
  email: {
    send_email: [
      { name: 'SEND_EMAIL', allowed_destination_addresses: ['ada@example.com', 'bob@example.com'] },
    ],
  },
}

function outboundService() {
  return new Response('no test expected this request', { status: 599 })
}

/** The whole actor host in its runtime, where nobody outside answers. */
function actorHost(optional: Partial<typeof NETWORK> = {}) {
  return cloudflareTest({
    wrangler: { configPath: './wrangler.jsonc' },
    miniflare: { outboundService, ...optional },
  })
}

/** The kernel is proven on actors that the product does not ship. */
function kernelHost() {
  return cloudflareTest({ wrangler: { configPath: './actors/testing/kernel/wrangler.jsonc' } })
}

export default defineConfig({
  test: {
    // A refused call rejects at its caller, where the test sees it, and is reported a second time by the object itself.
    onUnhandledError: (error) =>
      !('code' in error && EXPECTED.has(error['code'])) && !error.message.startsWith(EXPECTED_RESET),
    projects: [
      {
        plugins: [actorHost()],
        test: {
          name: 'actors',
          testTimeout: 30_000,
          // Whichever file first asks an actor, often before its tests, waits until all of them are loaded.
          hookTimeout: 30_000,
          // One runtime for many files: starting one takes longer than most of them.
          isolate: false,
          exclude: [...configDefaults.exclude, 'actors/kernel/**', ...REACHING_OUT, ...ON_THE_NETWORK_ALONE],
          include: [
            'actors/**/*.test.ts',
            'shared-types/**/*.test.ts',
            'workers/edge/**/*.test.ts',
            'workers/admin/**/*.test.ts',
          ],
          setupFiles: ['./actors/testing/outbound-guard.ts'],
        },
      },
      {
        plugins: [actorHost()],
        test: {
          name: 'apart',
          testTimeout: 30_000,
          retry: ONCE_MORE,
          include: [...FETCHING_FEEDS, ...SPOILING],
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
          setupFiles: ['./actors/testing/outbound-guard.ts'],
        },
      },
      {
        plugins: [actorHost()],
        test: {
          name: 'together',
          testTimeout: 30_000,
          retry: ONCE_MORE,
          isolate: false,
          include: REACHING_OUT,
          exclude: [...configDefaults.exclude, ...FETCHING_FEEDS, ...SPOILING, ...ON_THE_NETWORK_ALONE],
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
          setupFiles: [
            './actors/testing/forget-after-each-file.ts',
            './actors/feed/testing/free-fetches.ts',
            './actors/testing/outbound-guard.ts',
          ],
        },
      },
      {
        plugins: [actorHost(NETWORK)],
        test: {
          name: 'network',
          testTimeout: 30_000,
          isolate: false,
          include: [...ON_EITHER_GROUND, ...ON_THE_NETWORK_ALONE],
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
          setupFiles: ['./actors/testing/forget-after-each-file.ts', './actors/testing/outbound-guard.ts'],
        },
      },
      {
        plugins: [kernelHost()],
        test: {
          name: 'kernel',
          isolate: false,
          testTimeout: 30_000,
          include: ['actors/kernel/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...KERNEL_APART],
          setupFiles: ['./actors/testing/outbound-guard.ts'],
        },
      },
      {
        plugins: [kernelHost()],
        test: {
          name: 'kernel-apart',
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
          testTimeout: 30_000,
          include: KERNEL_APART,
          setupFiles: ['./actors/testing/outbound-guard.ts'],
        },
      },
      {
        test: {
          name: 'node',
          ...ON_NODE,
          include: ['scripts/**/*.test.ts', 'workers/web/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...BY_THE_CLOCK],
          // Half of their time they wait: for undo windows, retries, a browser.
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'clock',
          ...ON_NODE,
          include: BY_THE_CLOCK,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
