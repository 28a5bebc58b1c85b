/**
 * A WebSocket client (RFC 6455) with what a benchmark needs and no more: the load must cost so little that the server is
 * what is measured. The same for every server. Binary messages, masked as a browser's; pings are answered.
 */
import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

export interface Dial {
  readonly port: number
  readonly path: string
  readonly subprotocol?: string
  /** The loopback address to dial from: each has its own 28,000 ports. */
  readonly from: string
}

const opcodes = { binary: 2, ping: 9, pong: 10 } as const

export class FrameSocket {
  /** Told of each message, in order. */
  onMessage: (message: Buffer) => void = () => undefined
  private unread: Buffer = Buffer.alloc(0)
  private readonly mask = randomBytes(4)

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true)
    socket.on('error', () => undefined)
    socket.on('data', chunk => this.read(chunk))
  }

  /** Resolves when the server has agreed; its first messages wait for whoever sets `onMessage` in the same turn. */
  static open({ port, path, subprotocol, from }: Dial): Promise<FrameSocket> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, localAddress: from })
      socket.once('error', reject)
      socket.once('connect', () => {
        const lines = [
          `GET ${path} HTTP/1.1`,
          `Host: 127.0.0.1:${port}`,
          'Connection: Upgrade',
          'Upgrade: websocket',
          'Sec-WebSocket-Version: 13',
          `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
          ...(subprotocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${subprotocol}`]),
        ]
        socket.write(`${lines.join('\r\n')}\r\n\r\n`)
      })
      let answer = Buffer.alloc(0)
      const hear = (chunk: Buffer): void => {
        answer = Buffer.concat([answer, chunk])
        const end = answer.indexOf('\r\n\r\n')
        if (end < 0) return
        if (!answer.toString('latin1').startsWith('HTTP/1.1 101')) {
          return reject(new Error(answer.toString('latin1', 0, end)))
        }
        socket.off('data', hear)
        const opened = new FrameSocket(socket)
        resolve(opened)
        // After whoever awaits it.
        setImmediate(() => opened.read(answer.subarray(end + 4)))
      }
      socket.on('data', hear)
    })
  }

  /** Resolves with the next message that `wanted` accepts; the others before it are dropped. */
  next(wanted: (message: Buffer) => boolean): Promise<Buffer> {
    return new Promise(resolve => {
      this.onMessage = message => {
        if (wanted(message)) resolve(message)
      }
    })
  }

  send(payload: Uint8Array, opcode: number = opcodes.binary): void {
    const head = payload.length < 126 ? 6 : 8
    const frame = Buffer.allocUnsafe(head + payload.length)
    frame[0] = 0x80 | opcode
    frame[1] = 0x80 | (payload.length < 126 ? payload.length : 126)
    if (payload.length >= 126) frame.writeUInt16BE(payload.length, 2)
    frame.set(this.mask, head - 4)
    for (let i = 0; i < payload.length; i++) frame[head + i] = (payload[i] ?? 0) ^ (this.mask[i & 3] ?? 0)
    this.socket.write(frame)
  }

  close(): void {
    this.socket.destroy()
  }

  private read(chunk: Buffer): void {
    const data = this.unread.length > 0 ? Buffer.concat([this.unread, chunk]) : chunk
    let at = 0
    while (data.length - at >= 2) {
      const short = (data[at + 1] ?? 0) & 0x7f
      const head = short < 126 ? 2 : short === 126 ? 4 : 10
      if (data.length - at < head) break
      const size = short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : data.readUInt32BE(at + 6)
      const end = at + head + size
      if (data.length < end) break
      const payload = data.subarray(at + head, end)
      const opcode = (data[at] ?? 0) & 0x0f
      if (opcode === opcodes.binary) this.onMessage(payload)
      else if (opcode === opcodes.ping) this.send(payload, opcodes.pong)
      at = end
    }
    this.unread = data.subarray(at)
  }
}
