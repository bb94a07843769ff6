import { describe, expect, it } from 'vitest'
import { RouterFrame } from '@switchboard/shared-types/api/router/calls'
import {
  CLOSE,
  ClientFrame,
  InboxEvent,
  PROTOCOL_VERSION,
  ServerFrame,
} from '@switchboard/shared-types/realtime/frames'
import { RoomClientFrame, RoomFrame } from '@switchboard/shared-types/realtime/room-frames'
import document from '../../../docs/realtime.md?raw'
import { REPLAY_LIMIT } from '../history/replay.ts'
import { RETENTION } from '../retention/retain.ts'

const examples = [...document.matchAll(/```json\n(.*?)```/gs)].map(([, text = '']): unknown =>
  JSON.parse(text),
)
const typeOf = (example: unknown): string =>
  typeof example === 'object' && example !== null && 'type' in example ? String(example.type) : ''

const ROUTER_FRAMES = RouterFrame.options.map((frame): string => frame.shape.type.value)

const ROOM_FRAMES = RoomFrame.options.map((frame): string => frame.shape.type.value)

function schemaOf(type: string) {
  if (type === 'hello') return ClientFrame
  if (type === 'typing') return RoomClientFrame
  if (ROOM_FRAMES.includes(type)) return RoomFrame
  return ROUTER_FRAMES.includes(type) ? RouterFrame : ServerFrame
}

describe('docs/realtime.md', () => {
  it.each(examples.map((example) => [typeOf(example), example] as const))(
    'shows a %s frame as the schemas have it, with every field it names',
    (type, example) => {
      expect(schemaOf(type).parse(example)).toEqual(example)
    },
  )

  it('shows every frame there is', () => {
    const shown = new Set(examples.map(typeOf))
    const own = [...ClientFrame.options, ...ServerFrame.options].map((frame) => frame.shape.type.value)
    const known = [...own, ...ROUTER_FRAMES, ...ROOM_FRAMES, 'typing']
    expect(known.filter((type) => !shown.has(type))).toEqual([])
  })

  it('tells replayed frames from those that are not', () => {
    const [, replayed = '', others = ''] = document.split(/^## (?:Events|Frames that are not replayed)$/m)
    for (const frame of InboxEvent.options) expect(replayed).toContain(`**\`${frame.shape.type.value}\`**`)
    for (const type of ['counts', 'import']) expect(others).toContain(`**\`${type}\`**`)
  })

  it('names every close code', () => {
    const rows = [...document.matchAll(/^\| (\d{4}) +\| (\w+) /gm)].map(([, code, name]) => [
      name,
      Number(code),
    ])
    expect(rows).toEqual(expect.arrayContaining(Object.entries(CLOSE)))
  })

  it('states the limits and the version as they are', () => {
    expect(document).toContain(`at most ${REPLAY_LIMIT.toLocaleString('en')} entries and changes`)
    expect(document).toContain(`the last ${RETENTION.maxChanges.toLocaleString('en')} numbers`)
    expect(document).toContain(`\`version\` is ${PROTOCOL_VERSION}.`)
  })
})
