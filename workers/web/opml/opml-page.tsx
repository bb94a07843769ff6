import { getRouteApi } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { inInbox } from '../app/inbox.ts'
import { PageHead } from '../ui/page-head.tsx'
import { ImportForm } from './import-form.tsx'
import { ImportView } from './import-view.tsx'
import '../account/account-page.css'
import './opml-page.css'

const route = getRouteApi('/house/opml')

export function OpmlPage() {
  const { id } = route.useSearch()
  return (
    <main className="page">
      <div className="page-inner">
        <PageHead title="Import and export" />
        <section className="panel">
          <h2>Import</h2>
          <p className="panel-lead">
            Other readers export their subscriptions as an OPML file. Folders come along; what you follow
            already is passed over.
          </p>
          <ImportForm />
          {id !== undefined && <ImportView id={id} />}
        </section>
        <section className="panel">
          <h2>Export</h2>
          <p className="panel-lead">Your subscriptions and folders as a file that any other reader takes.</p>
          <a className="button" href={inInbox('/api/opml')} download="switchboard.opml">
            <Download aria-hidden="true" />
            Export OPML
          </a>
        </section>
      </div>
    </main>
  )
}
