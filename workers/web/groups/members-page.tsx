import type { Group } from '@switchboard/shared-types/api/groups'
import { Link } from '@tanstack/react-router'
import { Pencil, Users } from 'lucide-react'
import { useState } from 'react'
import { Empty } from '../ui/empty.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { DeleteGroupDialog, LeaveGroupDialog, RenameGroupDialog } from './group-dialogs.tsx'
import { Invitations } from './invitations.tsx'
import { MemberList } from './member-list.tsx'
import { useGroup } from './use-group.ts'
import '../account/account-page.css'
import './groups.css'

type GroupDialog = 'rename' | 'leave' | 'delete'

/** Who shares this inbox, and the ways in and out. */
export function MembersPage() {
  const group = useGroup()
  return (
    <main className="page">
      <div className="page-inner">{group === undefined ? <NoGroup /> : <Members group={group} />}</div>
    </main>
  )
}

function Members({ group }: { readonly group: Group }) {
  const [dialog, setDialog] = useState<GroupDialog | null>(null)
  const close = (): void => setDialog(null)
  const isOwner = group.role === 'owner'
  return (
    <>
      <PageHead title={group.name}>
        {isOwner && <IconButton icon={Pencil} label="Rename the group" onClick={() => setDialog('rename')} />}
      </PageHead>
      <section className="panel">
        <h2>Members</h2>
        <p className="panel-lead">
          Everybody here reads, answers and sorts. Owners also connect channels, set up the models, let rules
          send, and decide who belongs to the group.
        </p>
        <MemberList group={group} />
      </section>
      <section className="panel">
        <h2>Invite</h2>
        {isOwner ? (
          <Invitations group={group.id} />
        ) : (
          <p className="panel-lead">Only owners can invite somebody. Ask one of them.</p>
        )}
      </section>
      <section className="panel">
        <h2>Leave</h2>
        <p className="panel-lead">
          You no longer see this inbox. What was assigned to you is nobody’s again.
        </p>
        <button type="button" className="button" onClick={() => setDialog('leave')}>
          Leave the group
        </button>
      </section>
      {isOwner && (
        <section className="panel">
          <h2>Delete</h2>
          <p className="panel-lead">
            Its conversations, feeds, channels and models are erased for everybody, at once and for good.
          </p>
          <button type="button" className="button is-danger" onClick={() => setDialog('delete')}>
            Delete the group
          </button>
        </section>
      )}
      {dialog === 'rename' && <RenameGroupDialog group={group} onClose={close} />}
      {dialog === 'leave' && <LeaveGroupDialog group={group} onClose={close} />}
      {dialog === 'delete' && <DeleteGroupDialog group={group} onClose={close} />}
    </>
  )
}

function NoGroup() {
  return (
    <>
      <PageHead title="Members" />
      <section className="panel" aria-label="Members">
        <Empty icon={Users} title="This inbox is yours alone">
          <p>To share one, make a group and invite others to it.</p>
          <Link to="/groups" className="button">
            Groups
          </Link>
        </Empty>
      </section>
    </>
  )
}
