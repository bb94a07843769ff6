import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import { useQueryClient } from '@tanstack/react-query'
import { FileQuestion, FlaskConical, KeyRound, Pause, Pencil, Play, Unplug, Webhook } from 'lucide-react'
import { answer, api } from '../app/api.ts'
import type { MenuChoice } from '../ui/menu.tsx'
import { say, sayProblem } from '../ui/toasts.tsx'
import { keepChannel } from './cache.ts'
import type { ChannelDialog } from './channel-dialogs.tsx'

/** What can be done with an account. */
export function useChannelChoices(channel: Channel, onShow: (dialog: ChannelDialog) => void): MenuChoice[] {
  const client = useQueryClient()
  const { id, name, state, hookUrl, unreadable } = channel
  const isPaused = state === 'paused'
  const act = async (call: () => Promise<Channel>, said: string): Promise<void> => {
    try {
      keepChannel(client, await call())
      say(said)
    } catch (error) {
      sayProblem(error)
    }
  }
  const test = (): Promise<void> =>
    act(() => answer(api.channels[':id'].test.$post({ param: { id } })), `${name} works`)
  const pause = (): Promise<void> =>
    act(
      () => answer(api.channels[':id'].$patch({ param: { id }, json: { paused: !isPaused } })),
      isPaused ? `${name} goes on` : `${name} is paused`,
    )
  return [
    { icon: FlaskConical, text: 'Test it now', onChoose: () => void test() },
    {
      icon: isPaused ? Play : Pause,
      text: isPaused ? 'Go on' : 'Pause',
      onChoose: () => void pause(),
    },
    ...(hookUrl === null
      ? []
      : [{ icon: Webhook, text: 'Address and secret', onChoose: () => onShow('hook') }]),
    ...(unreadable === 0
      ? []
      : [{ icon: FileQuestion, text: 'What was not understood', onChoose: () => onShow('unreadable') }]),
    { icon: KeyRound, text: 'New credentials', onChoose: () => onShow('credentials') },
    { icon: Pencil, text: 'Rename', onChoose: () => onShow('rename') },
    { icon: Unplug, text: 'Disconnect', danger: true, onChoose: () => onShow('disconnect') },
  ]
}
