import { newId } from '@switchboard/shared-types/ids'
import { expect, test } from 'vitest'
import { addressIn, baseOf, groupIn, movedTo } from './inbox-address.ts'

const GROUP = newId('grp')

test('an address names the group whose inbox it is in, or none', () => {
  expect(groupIn(addressIn(GROUP, '/conversations'))).toBe(GROUP)
  expect(groupIn(baseOf(GROUP))).toBe(GROUP)
  for (const path of ['/', '/groups', '/groups/', '/groups/somebody', '/conversations', `/feed/${GROUP}`]) {
    expect(groupIn(path)).toBeNull()
    expect(addressIn(groupIn(path), path)).toBe(path)
  }
})

test('what the server says of a group leads into its inbox, and keeps the rest', () => {
  const search = `?group=${GROUP}&failure=channel.unreachable`
  expect(movedTo({ pathname: '/channels/chn_1', search })).toBe(
    `/groups/${GROUP}/channels/chn_1?failure=channel.unreachable`,
  )
  expect(movedTo({ pathname: '/', search: `?group=${GROUP}` })).toBe(`/groups/${GROUP}/`)
  expect(movedTo({ pathname: `/groups/${GROUP}/rules`, search })).toBeNull()
  expect(movedTo({ pathname: '/', search: '?group=everybody' })).toBeNull()
  expect(movedTo({ pathname: '/', search: '' })).toBeNull()
})
