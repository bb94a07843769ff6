const FIELD = /^data: ?/

/** The `data` of server-sent events, one line each, from bytes that are cut anywhere. */
export class EventData extends TransformStream<Uint8Array, string> {
  constructor() {
    const decoder = new TextDecoder()
    let rest = ''
    super({
      transform(bytes, controller) {
        const lines = (rest + decoder.decode(bytes, { stream: true })).split(/\r?\n/)
        rest = lines.pop() ?? ''
        for (const data of dataOf(lines)) controller.enqueue(data)
      },
      flush(controller) {
        for (const data of dataOf([rest])) controller.enqueue(data)
      },
    })
  }
}

function dataOf(lines: readonly string[]): string[] {
  return lines.filter((line) => FIELD.test(line)).map((line) => line.replace(FIELD, ''))
}
