import type { Stop } from '../answer-parts.ts'

const STOPS: Readonly<Record<string, Stop>> = {
  end_turn: 'end',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool',
  stop_sequence: 'sequence',
  refusal: 'refusal',
  pause_turn: 'pause',
}

const REASONS: Readonly<Record<Stop, string>> = {
  end: 'end_turn',
  length: 'max_tokens',
  tool: 'tool_use',
  sequence: 'stop_sequence',
  refusal: 'refusal',
  pause: 'pause_turn',
  filter: 'refusal',
}

export function readStop(reason: unknown): Stop {
  return STOPS[String(reason)] ?? 'end'
}

/** A stop sequence that the provider did not name is the end of the turn: clients look for the sequence. */
export function writeStop(stop: Stop, stopSequence: string | null): string {
  return stop === 'sequence' && stopSequence === null ? REASONS.end : REASONS[stop]
}
