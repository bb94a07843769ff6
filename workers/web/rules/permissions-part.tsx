import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import type { Permission, PermissionUse } from '@switchboard/shared-types/api/rules'
import { ChannelId } from '@switchboard/shared-types/ids'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { answer, api, done } from '../app/api.ts'
import { fullTime, relative } from '../app/time.ts'
import { channelsQuery } from '../channels/queries.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { formText } from '../ui/form-text.ts'
import { Problem } from '../ui/problem.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { sayProblem } from '../ui/toasts.tsx'
import { useMinute } from '../ui/use-minute.ts'
import { permissionsKey, permissionsQuery } from './queries.ts'

/** To which channels rules may send without asking, and everything that has left by that. */
export function PermissionsPart() {
  const client = useQueryClient()
  const { data, error } = useQuery(permissionsQuery)
  const { data: channels = [] } = useQuery(channelsQuery)
  const [isAsking, setAsking] = useState(false)
  const now = useMinute()
  const nameOf = (id: ChannelId): string =>
    channels.find((one) => one.id === id)?.name ?? 'A channel that is gone'
  const revoke = async ({ id }: Permission): Promise<void> => {
    try {
      await done(api.permissions[':id'].$delete({ param: { id } }))
    } catch (failure) {
      sayProblem(failure)
    }
    await client.invalidateQueries({ queryKey: permissionsKey })
  }
  const grantable = channels.filter(
    ({ id, features }) =>
      features.send && data?.permissions.every(({ channelId }) => channelId !== id) === true,
  )
  return (
    <section className="panel" aria-label="Standing permissions">
      <h2>Standing permissions</h2>
      <p className="panel-lead">
        Without one, nothing leaves before you have approved it. With one, rules may send to that channel.
      </p>
      {error !== null && <Problem error={error} />}
      {data !== undefined && data.permissions.length > 0 && (
        <ul className="permission-lines">
          {data.permissions.map((permission) => (
            <li key={permission.id}>
              <div>
                <p>
                  <strong>{nameOf(permission.channelId)}</strong>
                </p>
                <small>{usedWords(permission, now)}</small>
              </div>
              <button type="button" className="button" onClick={() => void revoke(permission)}>
                Take back
              </button>
            </li>
          ))}
        </ul>
      )}
      {grantable.length > 0 && (
        <button type="button" className="button" onClick={() => setAsking(true)}>
          Grant one
        </button>
      )}
      {data !== undefined && data.uses.length > 0 && <Uses uses={data.uses} nameOf={nameOf} />}
      {isAsking && <GrantDialog channels={grantable} onClose={() => setAsking(false)} />}
    </section>
  )
}

interface UsesProps {
  readonly uses: readonly PermissionUse[]
  readonly nameOf: (id: ChannelId) => string
}

function Uses({ uses, nameOf }: UsesProps) {
  return (
    <details className="fold">
      <summary>What left by a permission: {uses.length}</summary>
      <div className="table-scroll" tabIndex={0} role="region" aria-label="Uses">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Rule</th>
              <th scope="col">Where</th>
              <th scope="col">What</th>
            </tr>
          </thead>
          <tbody>
            {uses.map(({ at, rule, channelId, conversationId, text }) => (
              <tr key={`${at} ${conversationId}`}>
                <td>{fullTime(at)}</td>
                <td>{rule}</td>
                <td>
                  <Link to="/conversations" search={{ conversation: conversationId }}>
                    {nameOf(channelId)}
                  </Link>
                </td>
                <td>{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

interface GrantDialogProps {
  readonly channels: readonly Channel[]
  readonly onClose: () => void
}

function GrantDialog({ channels, onClose }: GrantDialogProps) {
  const client = useQueryClient()
  const grant = async (form: HTMLFormElement): Promise<void> => {
    const channelId = ChannelId.parse(formText(form, 'channel'))
    await answer(api.permissions.$post({ json: { channelId } }))
    await client.invalidateQueries({ queryKey: permissionsKey })
  }
  return (
    <FormDialog title="Let rules send" act="Grant it" onSubmit={grant} onClose={onClose}>
      <p>
        Rules may then send to this channel without asking you each time. Every message that leaves this way
        is listed here.
      </p>
      <SelectField label="Channel" name="channel">
        {channels.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
    </FormDialog>
  )
}

function usedWords({ grantedAt, used, lastUsedAt }: Permission, now: number): string {
  const since = `Granted ${relative(grantedAt, now)}`
  if (used === 0) return `${since}, not used yet`
  const last = lastUsedAt === null ? '' : `, last ${relative(lastUsedAt, now)}`
  return `${since}, used ${used} ${used === 1 ? 'time' : 'times'}${last}`
}
