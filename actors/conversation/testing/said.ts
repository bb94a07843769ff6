import type { Said } from '../talk/said.ts'

/** Messages by their number; what a test does not name was said by Ana, a minute after the one before. */
export function said(...given: readonly Partial<Said>[]): Said[] {
  return given.map((message, index) => Object.assign(ordinary(index + 1, message.direction), message))
}

function ordinary(no: number, direction: Said['direction'] = 'in'): Said {
  return {
    id: `msg_${String(no).padStart(26, '0')}`,
    no,
    direction,
    author: direction === 'out' ? 'Mira' : 'Ana',
    bot: false,
    nature: 'ordinary',
    text: `Message ${no}.`,
    at: new Date(Date.UTC(2026, 10, 21, 12, no - 1)).toISOString(),
  }
}
