/**
 * Several sorted sequences as one. Each is read only as far as it is asked for, and one further.
 *
 * @param compare the order in which each of the sequences is; below zero: the first one comes first
 */
export function* mergeSorted<T>(
  sources: readonly Iterator<T>[],
  compare: (one: T, other: T) => number,
): Generator<T, void> {
  let heads = sources.flatMap(pull)
  for (;;) {
    const first = heads.reduce<Head<T> | undefined>(
      (best, head) => (best === undefined || compare(head.value, best.value) < 0 ? head : best),
      undefined,
    )
    if (first === undefined) return
    yield first.value
    heads = heads.flatMap((head) => (head === first ? pull(head.source) : [head]))
  }
}

interface Head<T> {
  readonly value: T
  readonly source: Iterator<T>
}

function pull<T>(source: Iterator<T>): Head<T>[] {
  const next = source.next()
  return next.done === true ? [] : [{ value: next.value, source }]
}
