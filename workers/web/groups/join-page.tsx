import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { accountQuery } from '../account/queries.ts'
import { Card } from '../account/card.tsx'
import { answer, api } from '../app/api.ts'
import { isFailure } from '../app/failure.ts'
import { addressIn } from '../app/inbox-address.ts'
import { Problem } from '../ui/problem.tsx'
import { groupsKey } from './queries.ts'

const route = getRouteApi('/join')

/** What somebody sees who follows an invitation to a group. */
export function JoinPage() {
  const { code = '' } = route.useSearch()
  const client = useQueryClient()
  const { data: account } = useQuery(accountQuery)
  const join = useMutation({
    mutationFn: () => answer(api.groups.join.$post({ json: { code } })),
    onSuccess: ({ id }) => globalThis.location.replace(addressIn(id, '/conversations')),
    onError: () => client.invalidateQueries({ queryKey: groupsKey }),
  })
  if (code === '') return <NoCode />
  const isOver =
    isFailure(join.error, 'group.already_member') || isFailure(join.error, 'group.invitation_invalid')
  return (
    <Card title="Join a group" lead="Its members share one inbox: they read, answer and sort together.">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!join.isPending) join.mutate()
        }}
      >
        <p className="is-soft">
          You join as <strong>{account?.name}</strong> ({account?.email}). The others see both. Your own inbox
          stays yours alone.
        </p>
        {join.error !== null && <Problem error={join.error} />}
        {!isOver && (
          <button type="submit" className="button is-primary is-wide" aria-disabled={join.isPending}>
            {join.isPending ? 'One moment…' : 'Join the group'}
          </button>
        )}
      </form>
      <p className="card-other">
        {isOver ? <Link to="/groups">See my groups</Link> : <Link to="/">Not now</Link>}
      </p>
    </Card>
  )
}

function NoCode() {
  return (
    <Card title="Join a group" lead="This link is not whole. Copy all of it, or ask for a new one.">
      <p className="card-other">
        <Link to="/">Go to my inbox</Link>
      </p>
    </Card>
  )
}
