import type { DBAdapter, Where } from 'better-auth/types'
import { digest } from '../sessions/token.ts'

const MODEL = 'session'
const FIELD = 'token'

/**
 * Stands between better-auth and its storage, so that a session's token is stored as a digest only. better-auth goes on
 * working with the token itself: rows that were made or found by it come back with it. Rows that were found otherwise
 * (the sessions of a person) carry the digest.
 */
export function withHashedTokens(adapter: DBAdapter): DBAdapter {
  const hashed: DBAdapter = {
    ...adapter,
    create: async <T extends Record<string, unknown>, R = T>(
      input: Parameters<typeof adapter.create<T, R>>[0],
    ) => {
      const token: unknown = input.model === MODEL && FIELD in input.data ? input.data[FIELD] : undefined
      if (typeof token !== 'string') return await adapter.create<T, R>(input)
      const row = await adapter.create<T, R>({ ...input, data: { ...input.data, [FIELD]: digest(token) } })
      return restore(row, token)
    },
    findOne: async <T>(input: Parameters<typeof adapter.findOne<T>>[0]) =>
      restore(await adapter.findOne<T>(conceal(input)), soughtToken(input)),
    findMany: <T>(input: Parameters<typeof adapter.findMany<T>>[0]) => adapter.findMany<T>(conceal(input)),
    count: (input) => adapter.count(conceal(input)),
    update: async <T>(input: Parameters<typeof adapter.update<T>>[0]) =>
      restore(await adapter.update<T>(conceal(input)), soughtToken(input)),
    updateMany: (input) => adapter.updateMany(conceal(input)),
    delete: (input) => adapter.delete(conceal(input)),
    deleteMany: (input) => adapter.deleteMany(conceal(input)),
    transaction: (work) => work(hashed),
  }
  return hashed
}

interface Query {
  readonly model: string
  readonly where?: Where[] | undefined
}

function conceal<Q extends Query>(query: Q): Q {
  if (query.model !== MODEL || query.where === undefined) return query
  return { ...query, where: query.where.map((one) => (one.field === FIELD ? concealed(one) : one)) }
}

function concealed(where: Where): Where {
  if (typeof where.value === 'string') return { ...where, value: digest(where.value) }
  if (!Array.isArray(where.value)) return where
  return { ...where, value: where.value.map((value) => digest(String(value))) }
}

function soughtToken({ model, where }: Query): string | undefined {
  const value = model === MODEL ? where?.find((one) => one.field === FIELD)?.value : undefined
  return typeof value === 'string' ? value : undefined
}

function restore<R>(row: R, token: string | undefined): R {
  if (token === undefined || typeof row !== 'object' || row === null) return row
  return Object.assign(row, { [FIELD]: token })
}
