import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import { ChannelId } from '@switchboard/shared-types/ids'
import { Check } from '../ui/check.tsx'

interface ChannelTicksProps {
  readonly channels: readonly Channel[]
  readonly chosen: readonly ChannelId[]
}

/** Where it is to be published: the channels that take posts. */
export function ChannelTicks({ channels, chosen }: ChannelTicksProps) {
  const posting = channels.filter(({ features }) => features.post)
  if (posting.length === 0) {
    return (
      <p className="field-hint">
        None of your channels takes posts. You can connect one later and publish then.
      </p>
    )
  }
  return (
    <fieldset>
      <legend>Where to</legend>
      <div className="output-ticks">
        {posting.map(({ id, name }) => (
          <Check key={id} name="channel" value={id} label={name} defaultChecked={chosen.includes(id)} />
        ))}
      </div>
    </fieldset>
  )
}

/** @returns the channels that are ticked in a form */
export function ticked(form: HTMLFormElement): ChannelId[] {
  return new FormData(form).getAll('channel').flatMap((value) => ChannelId.safeParse(value).data ?? [])
}
