/** Thrown inside `withDeadline` and told apart by identity of its class, in the same isolate. */
export class DeadlineExceeded extends Error {}

/**
 * Runs work under one time limit. The timer is cleared when the work ends: `AbortSignal.timeout` cannot be, and a
 * pending timer keeps an actor from hibernating.
 *
 * @throws DeadlineExceeded after `ms` milliseconds, even where the work ignores its signal
 */
export async function withDeadline<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const { promise: expired, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    reject(new DeadlineExceeded())
    controller.abort()
  }, ms)
  try {
    return await Promise.race([work(controller.signal), expired])
  } finally {
    clearTimeout(timer)
  }
}
