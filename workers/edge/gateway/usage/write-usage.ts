import type { ChatProtocol } from '../protocols/protocol.ts'
import type { Usage } from './usage.ts'

type Written = Readonly<Record<string, unknown>>

/** @returns the `usage` of an answer as its protocol counts, each token still once */
export function writeUsage(protocol: ChatProtocol, usage: Usage): Written {
  if (protocol === 'anthropic-messages') return writeAnthropic(usage)
  return protocol === 'openai-responses'
    ? writeOpenai(usage, 'input_tokens', 'output_tokens')
    : writeOpenai(usage, 'prompt_tokens', 'completion_tokens')
}

function writeAnthropic({ input, output, cacheRead, cacheWrite, cacheWriteLong, reasoning }: Usage): Written {
  return {
    input_tokens: input,
    cache_creation_input_tokens: cacheWrite,
    cache_read_input_tokens: cacheRead,
    cache_creation: {
      ephemeral_5m_input_tokens: Math.max(0, cacheWrite - cacheWriteLong),
      ephemeral_1h_input_tokens: cacheWriteLong,
    },
    output_tokens: output,
    output_tokens_details: { thinking_tokens: reasoning },
  }
}

function writeOpenai(usage: Usage, inputName: string, outputName: string): Written {
  const prompt = usage.input + usage.cacheRead + usage.cacheWrite
  return {
    [inputName]: prompt,
    [`${inputName}_details`]: { cached_tokens: usage.cacheRead, cache_write_tokens: usage.cacheWrite },
    [outputName]: usage.output,
    [`${outputName}_details`]: { reasoning_tokens: usage.reasoning },
    total_tokens: prompt + usage.output,
  }
}
