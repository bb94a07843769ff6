/**
 * Resolves when the command shall end: by a signal, or because the process that started it and holds its message
 * channel is gone.
 */
export function stopRequested(): Promise<undefined> {
  return new Promise((resolve) => {
    const stop = (): void => resolve(undefined)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
    process.on('disconnect', stop)
  })
}
