/** What tests may find bound: the project `network` of vitest.config.ts binds it, the others do not. */
declare namespace Cloudflare {
  interface Env extends Pick<ActorsEnv, 'FILES' | 'SEND_EMAIL'> {}
}
