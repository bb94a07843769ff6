import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cut, cuts, encode, nastyText } from '../testing/bytes.ts'
import type { SseEvent, SseItem } from './event.ts'
import { SseParser } from './parser.ts'
import { writeComment, writeEvent } from './writer.ts'

function parse(pieces: readonly Uint8Array[], limit?: number): SseItem[] {
  const parser = new SseParser(limit)
  return [...pieces.flatMap((piece) => parser.push(piece)), ...parser.end()]
}

function eventsOf(text: string): SseEvent[] {
  return parse([encode(text)]).flatMap((item) => (item.kind === 'event' ? [item.event] : []))
}

/** Streams as a provider, or a broken proxy between, might send them. */
const streams = fc
  .array(
    fc.oneof(
      fc
        .tuple(fc.constantFrom('data: ', 'data:', 'event: ', ': ', 'id: ', ''), nastyText)
        .map((line) => line.join('')),
      fc.constantFrom('', '', 'data: [DONE]', 'data: {"type":"ping"}', 'event: ping'),
    ),
  )
  .chain((lines) =>
    fc
      .array(fc.constantFrom('\n', '\r', '\r\n'), { minLength: lines.length, maxLength: lines.length })
      .map((ends) => lines.map((line, i) => line + (ends[i] ?? '')).join('')),
  )

const names = fc.option(fc.stringMatching(/^[a-z._]{1,20}$/))
const written = fc.array(fc.record({ name: names, data: nastyText }))

describe('the reader of server-sent events', () => {
  test('gives the same events however the bytes are cut', () => {
    fc.assert(
      fc.property(streams, cuts, fc.integer({ min: 1, max: 60 }), (text, lengths, limit) => {
        const bytes = encode(text)
        expect(parse(cut(bytes, lengths))).toEqual(parse([bytes]))
        expect(parse(cut(bytes, lengths), limit)).toEqual(parse([bytes], limit))
      }),
    )
  })

  test('gives the same events for one byte at a time', () => {
    fc.assert(
      fc.property(streams, (text) => {
        const bytes = encode(text)
        expect(parse(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(parse([bytes]))
      }),
    )
  })

  test('reads what the writer wrote, line ends normalised', () => {
    fc.assert(
      fc.property(written, cuts, (events, lengths) => {
        const bytes = encode(events.map(writeEvent).join(''))
        const read = parse(cut(bytes, lengths)).map((item) => (item.kind === 'event' ? item.event : item))
        expect(read).toEqual(events.map(({ name, data }) => ({ name, data: onWire(data) })))
      }),
    )
  })

  test('reads CR, LF and CRLF, comments, several data lines and events without a name', () => {
    expect(parse([encode(': keep\rdata: a\r\ndata:b\n\nevent: x\rdata\r\r')])).toEqual([
      { kind: 'comment', text: ' keep' },
      { kind: 'event', event: { name: null, data: 'a\nb' } },
      { kind: 'event', event: { name: 'x', data: '' } },
    ])
  })

  test('drops a byte order mark at the start and keeps one inside', () => {
    expect(eventsOf('\uFEFFdata: a\uFEFF\n\n')).toEqual([{ name: null, data: 'a\uFEFF' }])
  })

  test('takes off one space behind the colon and no more', () => {
    expect(eventsOf('data:  a \n\n')).toEqual([{ name: null, data: ' a ' }])
  })

  test('forgets a name whose event had no data', () => {
    expect(eventsOf('event: ping\n\ndata: a\n\n')).toEqual([{ name: null, data: 'a' }])
  })

  test('gives a last event that lacks its blank line, as several providers end', () => {
    expect(eventsOf('data: a\n\ndata: [DONE]')).toEqual([
      { name: null, data: 'a' },
      { name: null, data: '[DONE]' },
    ])
  })

  test('gives an event with its CR, without waiting for a LF', () => {
    const parser = new SseParser()
    expect(parser.push(encode('data: a\r\r'))).toHaveLength(1)
    expect(parser.push(encode('\ndata: b\r\n\r\n'))).toEqual([
      { kind: 'event', event: { name: null, data: 'b' } },
    ])
  })

  test('stops at a line that is longer than allowed, and at an event of too many lines', () => {
    const overlong = parse(
      [encode('data: ok\n\ndata: '), encode('x'.repeat(30)), encode('\n\ndata: no\n\n')],
      20,
    )
    expect(overlong).toEqual([{ kind: 'event', event: { name: null, data: 'ok' } }, { kind: 'overflow' }])
    expect(parse([encode(`${'data: 12345\n'.repeat(4)}\n`)], 20)).toEqual([{ kind: 'overflow' }])
  })

  test('reads one line of 8 MB in small pieces in linear time', () => {
    const parser = new SseParser()
    const piece = encode('x'.repeat(4096))
    parser.push(encode('data: '))
    for (let i = 0; i < 2048; i++) parser.push(piece)
    const [item] = parser.push(encode('\n\n'))
    expect(item?.kind === 'event' ? item.event.data.length : 0).toBe(2048 * 4096)
  })
})

describe('the writer of server-sent events', () => {
  test('keeps a comment on one line', () => {
    expect(parse([encode(writeComment('a\nb'))])).toEqual([{ kind: 'comment', text: ' a b' }])
  })
})

/** On the wire every line end is one, and half a surrogate pair can not be encoded. */
function onWire(data: string): string {
  return data.replaceAll(/\r\n|\r|\n/g, '\n').toWellFormed()
}
