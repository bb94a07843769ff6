import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import { useQueryClient } from '@tanstack/react-query'
import { FileQuestion, FlaskConical, KeyRound, Pause, Pencil, Play, Unplug, Webhook } from 'lucide-react'
import { answer, api } from '../app/api.ts'
import { useIsOwner } from '../groups/use-group.ts'
import type { MenuChoice } from '../ui/menu.tsx'
import { say, sayProblem } from '../ui/toasts.tsx'
import { keepChannel } from './cache.ts'
import type { ChannelDialog } from './channel-dialogs.tsx'

/** What can be done with an account: in a group its owners alone change something. */
export function useChannelChoices(channel: Channel, onShow: (dialog: ChannelDialog) => void): MenuChoice[] {
  const client = useQueryClient()
  const isOwner = useIsOwner()
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
  const looks: MenuChoice[] = [
    { icon: FlaskConical, text: 'Test it now', onChoose: () => void test() },
    ...(unreadable === 0
      ? []
      : [{ icon: FileQuestion, text: 'What was not understood', onChoose: () => onShow('unreadable') }]),
  ]
  if (!isOwner) return looks
  return [
    ...looks,
    {
      icon: isPaused ? Play : Pause,
      text: isPaused ? 'Go on' : 'Pause',
      onChoose: () => void pause(),
    },
    ...(hookUrl === null
      ? []
      : [{ icon: Webhook, text: 'Address and secret', onChoose: () => onShow('hook') }]),
    { icon: KeyRound, text: 'New credentials', onChoose: () => onShow('credentials') },
    { icon: Pencil, text: 'Rename', onChoose: () => onShow('rename') },
    { icon: Unplug, text: 'Disconnect', danger: true, onChoose: () => onShow('disconnect') },
  ]
}
