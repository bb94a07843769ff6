import { describe, expect, it } from 'vitest'
import { kept, LIST_MAIL, NEWSLETTER, PLAIN } from '../testing/mails.ts'
import { readMail } from './read-mail.ts'

async function offerOf(raw: readonly string[]) {
  const mail = await readMail(kept(raw))
  return mail.ok ? mail.value.newsletter : null
}

describe('a newsletter', () => {
  it('is known by its list and offered with the site of its sender', async () => {
    expect(await offerOf(NEWSLETTER)).toEqual({
      list: 'weekly.list-id.example',
      name: 'The Weekly',
      url: 'https://weekly.example/',
    })
  })

  it('is offered with the feed that its HTML names', async () => {
    const link =
      '<link href="https://weekly.example/feed.xml?a=1&amp;b" type="application/rss+xml" rel="alternate">'
    expect((await offerOf([...NEWSLETTER, link]))?.url).toBe('https://weekly.example/feed.xml?a=1&b')
    const bad = '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">'
    expect((await offerOf([...NEWSLETTER, bad]))?.url).toBe('https://weekly.example/')
  })

  it('of a known publisher is offered with its feed', async () => {
    const substack = NEWSLETTER.map((line) =>
      line.startsWith('From:')
        ? 'From: Ada <ada@substack.com>'
        : line.replace('weekly.list-id.example', 'ada.substack.com'),
    )
    expect((await offerOf(substack))?.url).toBe('https://ada.substack.com/feed')
  })

  it('with an archive is offered with that', async () => {
    const archived = ['List-Archive: <https://weekly.example/archive>', ...NEWSLETTER]
    expect((await offerOf(archived))?.url).toBe('https://weekly.example/archive')
  })

  it('is neither a letter nor a list that people write to', async () => {
    expect(await offerOf(PLAIN)).toBeNull()
    expect(await offerOf(LIST_MAIL)).toBeNull()
  })

  it('of an address that has no site of its own is not offered', async () => {
    const free = NEWSLETTER.map((line) => (line.startsWith('From:') ? 'From: Ada <ada@gmail.com>' : line))
    expect(await offerOf(free)).toBeNull()
  })
})
