import { WorkerEntrypoint } from 'cloudflare:workers'

export class PasswordHasher extends WorkerEntrypoint<ActorsEnv> {}
