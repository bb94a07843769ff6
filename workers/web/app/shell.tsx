import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { accountKey, accountQuery } from '../account/queries.ts'
import { connect } from '../live/connection.ts'
import { NotMember } from '../groups/not-member.tsx'
import { groupsKey, groupsQuery } from '../groups/queries.ts'
import { follow } from '../live/follow.ts'
import { phase, recent } from '../live/live.ts'
import { Sidebar } from '../subscriptions/sidebar.tsx'
import { useStore } from '../ui/store.ts'
import { listenForKeys, useCommands } from './commands.ts'
import { openDialog } from './dialogs.ts'
import { isFailure } from './failure.ts'
import { group } from './inbox.ts'
import { Dialogs } from './open-dialogs.tsx'
import { OutdatedHint } from './outdated-hint.tsx'
import { useTitle } from './use-title.ts'
import './shell.css'

/** The page of somebody who is signed in: the sidebar, and beside it what the address names. */
export function Shell() {
  useLive()
  useGlobalKeys()
  useTitle()
  const { history } = useRouter()
  const search = useSearch({ strict: false })
  const isReading = search.entry !== undefined || search.conversation !== undefined
  const { data: groups } = useQuery({ ...groupsQuery, enabled: group !== null })
  if (group !== null && groups?.every(({ id }) => id !== group) === true) return <NotMember />
  const pane = search.nav === true ? 'nav' : isReading ? 'entry' : 'list'
  return (
    <div className="shell" data-pane={pane}>
      <Sidebar />
      {search.nav === true && (
        <button
          type="button"
          className="scrim"
          aria-label="Close the sidebar"
          onClick={() => history.back()}
        />
      )}
      <Outlet />
      <OutdatedHint />
      <Dialogs />
    </div>
  )
}

function useLive(): void {
  const client = useQueryClient()
  const navigate = useNavigate()
  const now = useStore(phase)

  useEffect(() => {
    const connection = connect((frame) => follow(client, frame))
    const stop = connection.subscribe(() => phase.set(connection.session().phase))
    return () => {
      stop()
      connection.close()
      recent.forget()
      phase.set('connecting')
    }
  }, [client])

  const { error } = useQuery(accountQuery)
  // Who was removed from a group is signed out of its inbox alone.
  const isOut = (now === 'signed-out' && group === null) || isFailure(error, 'auth.required')
  useEffect(() => {
    // A refused upgrade looks like any other break to a browser; the account tells whether it was the session.
    if (now === 'lost' || now === 'signed-out') void client.invalidateQueries({ queryKey: accountKey })
    if (now === 'signed-out') void client.invalidateQueries({ queryKey: groupsKey })
  }, [now, client])
  useEffect(() => {
    if (!isOut) return
    client.clear()
    void navigate({ to: '/sign-in', replace: true })
  }, [isOut, client, navigate])
}

function useGlobalKeys(): void {
  const navigate = useNavigate()
  useEffect(() => listenForKeys(document), [])
  useCommands({
    help: () => openDialog.set({ kind: 'help' }),
    add: () => openDialog.set({ kind: 'add-feed' }),
    'go-unread': () => void navigate({ to: '/' }),
    'go-all': () => void navigate({ to: '/', search: { view: 'all' } }),
    'go-starred': () => void navigate({ to: '/', search: { view: 'starred' } }),
    'go-archived': () => void navigate({ to: '/', search: { view: 'archived' } }),
    'go-conversations': () => void navigate({ to: '/conversations' }),
    'go-everything': () => void navigate({ to: '/everything' }),
    'go-groups': () => void navigate({ to: '/groups' }),
    'go-channels': () => void navigate({ to: '/channels' }),
    'go-models': () => void navigate({ to: '/models' }),
  })
}
