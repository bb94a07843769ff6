import { eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { RegistrationMode } from '@switchboard/shared-types/api/account'
import type { Registration } from '@switchboard/shared-types/api/account'
import { people, settings } from '../schema.ts'
import type { Realm } from '../realm.ts'

const NAME = 'registration'

/** How people may sign up now, and whether the next sign-up is the first. */
export function readRegistration({ db, defaultMode }: Pick<Realm, 'db' | 'defaultMode'>): Registration {
  const stored = db.select().from(settings).where(eq(settings.name, NAME)).get()
  const anybody = db.select({ id: people.id }).from(people).limit(1).get()
  return {
    mode: stored ? RegistrationMode.parse(stored.value) : defaultMode,
    firstRun: anybody === undefined,
  }
}

export function storeRegistration(db: DrizzleSqliteDODatabase, mode: RegistrationMode): void {
  db.insert(settings)
    .values({ name: NAME, value: mode })
    .onConflictDoUpdate({ target: settings.name, set: { value: mode } })
    .run()
}
