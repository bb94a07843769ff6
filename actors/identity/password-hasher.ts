import { WorkerEntrypoint } from 'cloudflare:workers'
import type { PasswordHasherContract } from '@switchboard/shared-types/contracts/identity'
import { hashPassword, verifyPassword } from './passwords/scrypt.ts'

/** Stateless, so hashing burns outside of the identity actor, which awaits and serves others meanwhile. */
export class PasswordHasher extends WorkerEntrypoint<ActorsEnv> implements PasswordHasherContract {
  hash(password: string): Promise<string> {
    return hashPassword(password)
  }

  verify(password: string, hash: string): Promise<boolean> {
    return verifyPassword(password, hash)
  }
}
