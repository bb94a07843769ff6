import { LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { Problem } from '../ui/problem.tsx'

interface PagedProps {
  readonly label: string
  readonly pages: {
    readonly error: Error | null
    readonly isLoading: boolean
    readonly hasMore: boolean
    readonly isLoadingMore: boolean
    readonly loadMore: () => void
  }
  readonly isEmpty: boolean
  /** What is said when there is nothing. */
  readonly empty: string
  readonly head: readonly string[]
  readonly children: ReactNode
}

/** A table that loads further pages when asked. */
export function Paged({ label, pages, isEmpty, empty, head, children }: PagedProps) {
  if (pages.error !== null) return <Problem error={pages.error} />
  if (pages.isLoading) return <LoaderCircle aria-label="Loading" className="spinner" />
  if (isEmpty) return <p className="admin-empty">{empty}</p>
  return (
    <>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={label}>
        <table className="table">
          <thead>
            <tr>
              {head.map((title) => (
                <th key={title} scope="col">
                  {title === '' ? <span className="hidden-visually">Actions</span> : title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
      {pages.hasMore && (
        <button type="button" className="button" disabled={pages.isLoadingMore} onClick={pages.loadMore}>
          Load more
        </button>
      )}
    </>
  )
}
