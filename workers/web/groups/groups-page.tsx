import type { Group } from '@switchboard/shared-types/api/groups'
import { useQuery } from '@tanstack/react-query'
import { Plus, Users } from 'lucide-react'
import { useState } from 'react'
import { answer, api } from '../app/api.ts'
import { group as here } from '../app/inbox.ts'
import { addressIn } from '../app/inbox-address.ts'
import { Waiting } from '../models/waiting.tsx'
import { Empty } from '../ui/empty.tsx'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { formText } from '../ui/form-text.ts'
import { PageHead } from '../ui/page-head.tsx'
import { Problem } from '../ui/problem.tsx'
import { groupsQuery } from './queries.ts'
import { ROLE_WORDS } from './words.ts'
import '../account/account-page.css'
import './groups.css'

/** The groups that one belongs to, each with an inbox that its members share. */
export function GroupsPage() {
  const { data: groups, error } = useQuery(groupsQuery)
  const [isCreating, setCreating] = useState(false)
  const createButton = (
    <button type="button" className="button is-primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden="true" />
      Make a group
    </button>
  )
  return (
    <main className="page">
      <div className="page-inner">
        <PageHead title="Groups" />
        <section className="panel" aria-label="Groups">
          {error !== null && <Problem error={error} />}
          {groups === undefined && error === null && <Waiting />}
          {groups?.length === 0 && (
            <Empty icon={Users} title="Share an inbox">
              <p>
                The members of a group read and answer together: one inbox, with channels, feeds and models of
                its own. What is yours alone stays yours.
              </p>
              {createButton}
            </Empty>
          )}
          {groups !== undefined && groups.length > 0 && (
            <>
              <div className="panel-head">
                <p className="is-soft">Each group has an inbox that its members share.</p>
                {createButton}
              </div>
              <ul className="group-lines">
                {groups.map((group) => (
                  <GroupLine key={group.id} group={group} />
                ))}
              </ul>
            </>
          )}
        </section>
        {isCreating && <CreateDialog onClose={() => setCreating(false)} />}
      </div>
    </main>
  )
}

function GroupLine({ group: { id, name, role, members } }: { readonly group: Group }) {
  return (
    <li className="group-line" aria-label={name}>
      <div>
        <p>
          <a href={addressIn(id, '/conversations')}>{name}</a>
          {id === here && <span className="health-word">You are here</span>}
        </p>
        <small>
          {members === 1 ? 'Only you' : `${members} members`} · {ROLE_WORDS[role]}
        </small>
      </div>
      <a className="button" href={addressIn(id, '/members')}>
        Members
        <span className="hidden-visually"> of {name}</span>
      </a>
    </li>
  )
}

function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <FormDialog title="Make a group" act="Make it" onSubmit={create} onClose={onClose} closesWhenDone={false}>
      <p className="is-soft">You will be its owner. Next you can invite others by a link.</p>
      <Field label="Its name" name="name" maxLength={100} autoComplete="off" required autoFocus />
    </FormDialog>
  )
}

async function create(form: HTMLFormElement): Promise<void> {
  const { id } = await answer(api.groups.$post({ json: { name: formText(form, 'name') } }))
  globalThis.location.assign(addressIn(id, '/members'))
}
