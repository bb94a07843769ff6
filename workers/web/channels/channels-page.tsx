import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import type { ErrorCode } from '@switchboard/shared-types/errors'
import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { Plug } from 'lucide-react'
import { useState } from 'react'
import { ApiFailure } from '../app/failure.ts'
import { OwnersNotice } from '../groups/owners-only.tsx'
import { useIsOwner } from '../groups/use-group.ts'
import { Empty } from '../ui/empty.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Problem } from '../ui/problem.tsx'
import { useMinute } from '../ui/use-minute.ts'
import { Waiting } from '../models/waiting.tsx'
import { ChannelDialogs, type ShownDialog } from './channel-dialogs.tsx'
import { ChannelLine } from './channel-line.tsx'
import { channelsQuery } from './queries.ts'
import { useFreshChannels } from './use-fresh-channels.ts'
import '../account/account-page.css'
import '../models/models-page.css'
import './channels-page.css'

/** The connected accounts: how they are doing, and what can be done with each. */
export function ChannelsPage() {
  const { data: channels, error } = useQuery(channelsQuery)
  useFreshChannels(channels)
  const { failure } = useSearch({ strict: false })
  const { channel: back } = useParams({ strict: false })
  const [shown, setShown] = useState<ShownDialog | null>(null)
  const now = useMinute()
  const isOwner = useIsOwner()
  const connectButton = (
    <button
      type="button"
      className="button is-primary"
      disabled={!isOwner}
      onClick={() => setShown({ dialog: 'connect' })}
    >
      <Plug aria-hidden="true" />
      Connect a channel
    </button>
  )
  return (
    <main className="page">
      <div className="page-inner channels">
        <PageHead title="Channels" />
        {failure !== undefined && <Problem error={failureOf(failure, nameOf(channels, back))} />}
        <OwnersNotice act="connect, change and disconnect channels" />
        <section className="panel" aria-label="Channels">
          {error !== null && <Problem error={error} />}
          {channels === undefined && error === null && <Waiting />}
          {channels?.length === 0 && (
            <Empty icon={Plug} title="Nothing connected yet">
              <p>
                What people write to you on other platforms comes together here. An answer leaves only when
                you say so.
              </p>
              {connectButton}
            </Empty>
          )}
          {channels !== undefined && channels.length > 0 && (
            <>
              <div className="panel-head">
                <p className="is-soft">Each account brings its conversations, and takes your answers back.</p>
                {connectButton}
              </div>
              <ul className="channel-lines">
                {channels.map((channel) => (
                  <ChannelLine
                    key={channel.id}
                    channel={channel}
                    now={now}
                    onShow={(dialog) => setShown({ dialog, channel })}
                  />
                ))}
              </ul>
            </>
          )}
        </section>
        <ChannelDialogs shown={shown} onShow={setShown} />
      </div>
    </main>
  )
}

function nameOf(channels: readonly Channel[] | undefined, id: string | undefined): string {
  return channels?.find((one) => one.id === id)?.name ?? 'The account'
}

const FAILURES: Partial<Record<ErrorCode, string>> = {
  'channel.bad_credentials': 'the platform did not accept it. Try again, and allow all that it asks for.',
  'channel.bad_settings': 'the platform refuses its settings. Check the address of the way back there.',
  'channel.unreachable': 'the platform could not be reached. Try again in a moment.',
}

/** What came back from the platform's own page. */
function failureOf(code: string, name: string): ApiFailure {
  const known = Object.entries(FAILURES).find(([one]) => one === code)
  return new ApiFailure(
    'channel.authorise',
    `${name} is not connected: ${known?.[1] ?? 'it did not work.'}`,
    422,
    null,
  )
}
