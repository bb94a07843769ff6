import { useMutation } from '@tanstack/react-query'
import { ShieldCheck, ShieldX } from 'lucide-react'
import { answer, api } from '../app/api.ts'
import { fullTime } from '../app/time.ts'
import { Problem } from '../ui/problem.tsx'
import { Paged } from './paged.tsx'
import { pageOf, usePages } from './use-pages.ts'

export function AuditPart() {
  const pages = usePages(['audit'], (cursor) => answer(api.admin.audit.$get({ query: pageOf(cursor) })))
  const entries = pages.pages.flatMap((page) => page.entries)
  return (
    <section className="panel">
      <Verify />
      <Paged
        label="Audit log"
        pages={pages}
        isEmpty={entries.length === 0}
        empty="No admin has done anything yet. Every act is written here before it is done."
        head={['No.', 'When', 'Act', 'Subject', 'By', 'Hash']}
      >
        {entries.map((entry) => (
          <tr key={entry.seq}>
            <td className="is-number">{entry.seq}</td>
            <td>{fullTime(entry.at)}</td>
            <td>{entry.act}</td>
            <td className="is-code">{entry.subject}</td>
            <td className="is-code">{entry.by}</td>
            <td className="is-code" title={entry.hash}>
              {entry.hash.slice(0, 10)}
            </td>
          </tr>
        ))}
      </Paged>
    </section>
  )
}

/** Every row's hash covers the row before it, so a changed or missing row breaks the chain. */
function Verify() {
  const verify = useMutation({ mutationFn: () => answer(api.admin.audit.verify.$get()) })
  const verdict = verify.data
  return (
    <div className="verify">
      <button type="button" className="button" disabled={verify.isPending} onClick={() => verify.mutate()}>
        Verify the chain
      </button>
      {verify.error !== null && <Problem error={verify.error} />}
      {verdict !== undefined && (
        <p role="status" data-intact={verdict.intact}>
          {verdict.intact ? <ShieldCheck aria-hidden="true" /> : <ShieldX aria-hidden="true" />}
          {verdict.intact
            ? `Intact: ${verdict.entries} ${verdict.entries === 1 ? 'row' : 'rows'}`
            : `Broken at row ${verdict.brokenAt ?? '?'}`}
        </p>
      )}
    </div>
  )
}
