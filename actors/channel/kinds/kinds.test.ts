import { describe, expect, it } from 'vitest'
import { ChannelKind } from '@switchboard/shared-types/api/channels/channel'
import { HOOK_MAX_BYTES } from '@switchboard/shared-types/api/channels/hook-limits'
import { KINDS } from './kinds.ts'

describe('every kind', () => {
  it.each(ChannelKind.options)('lets the edge hand on as much as %s takes', (name) => {
    const maxBytes = KINDS[name].hook?.maxBytes ?? 0
    expect(maxBytes).toBeLessThanOrEqual(HOOK_MAX_BYTES[name])
  })
})
