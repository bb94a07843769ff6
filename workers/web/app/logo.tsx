/** The house's mark and name. */
export function Logo() {
  return (
    <span className="logo">
      <img src="/favicon.svg" alt="" width="22" height="22" />
      Switchboard
    </span>
  )
}
