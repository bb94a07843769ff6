import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newState } from './state.ts'
import { escapeMrkdwn, readMrkdwn } from './text.ts'

const state = {
  ...newState('https://slack.example'),
  people: { U1: 'Ada' },
  channels: { C1: { name: 'general', kind: 'channel' as const, user: null, read: null, answersRead: null } },
}

describe('the text of Slack', () => {
  it.each([
    ['<@U1> and <@U9>', '@Ada and @U9'],
    ['<@U1|ada>', '@ada'],
    ['<#C1> <#C2|random> <#C3>', '#general #random #C3'],
    ['<https://a.example/x?a=1&amp;b=2|here>', 'here (https://a.example/x?a=1&b=2)'],
    ['<https://a.example> <https://a.example|https://a.example>', 'https://a.example https://a.example'],
    ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
    ['<!here> <!channel> <!subteam^S1|@team> <!subteam^S2>', '@here @channel @team @S2'],
    ['<!date^1700000000^{date}|yesterday>', 'yesterday'],
    ['1 &lt; 2 &amp;&amp; 3 &gt; 2 &amp;lt;', '1 < 2 && 3 > 2 &lt;'],
    ['*bold* `code`', '*bold* `code`'],
    ['a < b and <', 'a < b and <'],
  ])('%s reads %s', (written, read) => {
    expect(readMrkdwn(state, written)).toBe(read)
  })

  it('says what a person wrote, whatever it is, after it was escaped for Slack', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(readMrkdwn(state, escapeMrkdwn(text))).toBe(text.toWellFormed())
      }),
    )
  })

  it('lets nobody mention everybody by writing Slack’s own marks', () => {
    expect(escapeMrkdwn('<!channel> & <@U1>')).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;')
  })
})
