/**
 * A socket of `ws` that knows who listens to it, so that all sockets share the same few listener functions: closures of
 * their own would be a third of what an idle socket holds.
 */
import { WebSocket } from 'ws'

export interface SocketListener {
  message(data: Buffer, isBinary: boolean): void
  /** A ping or pong of this size arrived. */
  controlFrame(sizeBytes: number): void
  socketError(error: unknown): void
  closed(): void
}

export class RelaySocket extends WebSocket {
  private listener: SocketListener | null = null

  /** From now on, and only to this one. */
  listen(listener: SocketListener): void {
    this.listener = listener
    this.on('message', heardMessage)
    this.on('ping', heardControl)
    this.on('pong', heardControl)
    this.on('error', heardError)
    this.on('close', heardClose)
  }

  static listenerOf(socket: WebSocket): SocketListener | null {
    return socket instanceof RelaySocket ? socket.listener : null
  }
}

const { listenerOf } = RelaySocket

function heardMessage(this: WebSocket, data: unknown, isBinary: boolean): void {
  listenerOf(this)?.message(data as Buffer, isBinary)
}

function heardControl(this: WebSocket, data: Buffer): void {
  listenerOf(this)?.controlFrame(data.length)
}

function heardError(this: WebSocket, error: Error): void {
  listenerOf(this)?.socketError(error)
}

function heardClose(this: WebSocket): void {
  listenerOf(this)?.closed()
}
