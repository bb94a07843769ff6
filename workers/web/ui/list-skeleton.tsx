/** What stands in a list's place until its first page is there. */
export function ListSkeleton() {
  return (
    <div className="skeleton" aria-label="Loading" role="status">
      {[0, 1, 2, 3, 4].map((row) => (
        <span key={row} style={{ '--row': row }} />
      ))}
    </div>
  )
}
