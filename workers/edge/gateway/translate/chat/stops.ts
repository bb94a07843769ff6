import type { Stop } from '../answer-parts.ts'

const STOPS: Readonly<Record<string, Stop>> = {
  stop: 'end',
  length: 'length',
  tool_calls: 'tool',
  function_call: 'tool',
  content_filter: 'filter',
}

const REASONS: Readonly<Record<Stop, string>> = {
  end: 'stop',
  length: 'length',
  tool: 'tool_calls',
  sequence: 'stop',
  refusal: 'content_filter',
  pause: 'stop',
  filter: 'content_filter',
}

/** Several compatible servers say `stop` although the model called a tool, and agents would stop there. */
export function readStop(reason: unknown, called: boolean, refused: boolean): Stop {
  const stop = STOPS[String(reason)] ?? 'end'
  if (stop !== 'end') return stop
  if (called) return 'tool'
  return refused ? 'refusal' : 'end'
}

export function writeStop(stop: Stop): string {
  return REASONS[stop]
}
