import { describe, expect, it } from 'vitest'
import { StartFailure } from './failure.ts'
import { readOptions } from './options.ts'

function complaint(...args: string[]): string {
  try {
    readOptions(args)
  } catch (thrown) {
    if (thrown instanceof StartFailure && thrown.exitCode === 2) return thrown.message
    throw thrown
  }
  return 'none'
}

describe('the options of the command', () => {
  it('serve this machine only, unless asked for more', () => {
    expect(readOptions([])).toMatchObject({ host: '127.0.0.1', port: 8787, allowNetwork: [] })
  })

  it('take a value after a space or an equals sign, and the last one counts', () => {
    expect(readOptions(['--port', '1', '--port=9000'])).toMatchObject({ port: 9000 })
  })

  it('gather every --allow-network, comma-separated or repeated', () => {
    const { allowNetwork } = readOptions([
      '--allow-network',
      '10.0.0.0/8,rsshub',
      '--allow-network',
      'fd00::1',
    ])
    expect(allowNetwork).toEqual(['10.0.0.0/8', 'rsshub', 'fd00::1'])
  })

  it('read an IPv6 host with or without brackets', () => {
    expect(readOptions(['--host', '[::1]']).host).toBe('::1')
    expect(readOptions(['--host', '::1']).host).toBe('::1')
  })

  it.each([
    [['--prot', '9000'], '--prot'],
    [['-p', '9000'], '-p'],
    [['9000'], '"9000"'],
    [['--port'], '--port needs a value'],
    [['--port', '--host'], '--port needs a value'],
    [['--port', 'abc'], '"abc"'],
    [['--port', '65536'], '"65536"'],
    [['--port', '-1'], '--port'],
    [['--port', '80.5'], '"80.5"'],
    [['--host', 'a b'], '"a b"'],
    [['--host', 'http://x/'], '--host'],
    [['--state='], '--state needs a value'],
    [['--allow-network', '10.0.0.0/40'], '10.0.0.0/40'],
    [['--allow-network', 'http://nas/'], 'http://nas/'],
    [['--rsshub', 'rsshub.app'], '--rsshub'],
    [['--public-url', 'ftp://x'], '--public-url'],
    [['--registration', 'everyone'], 'open, invite-only, closed'],
    [['--help=yes'], '--help'],
  ])('refuse %j in one line that names it', (args, named) => {
    const line = complaint(...args)
    expect(line).toContain(named)
    expect(line).not.toContain('\n')
  })
})
