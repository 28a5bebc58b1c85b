/**
 * The wire's messages, codes and limits (PROTOCOL.md §7, §10): the types that client and relay share. How they
 * become bytes is in codec.ts.
 */

export const subprotocol = 'bill.sync.1'
export const syncPath = '/v1/sync'
export const wireVersion = 1

/** Bounds in bytes (PROTOCOL.md §10). */
export const wireLimits = {
  frameBytes: 2 * 1024 * 1024,
  entryBytes: 256 * 1024,
  snapshotBytes: 1536 * 1024,
  inflatedBytes: 8 * 1024 * 1024,
  ephemeralBytes: 4 * 1024,
  audBytes: 255,
  detailBytes: 255,
} as const

export const roles = { read: 1, write: 2 } as const
export type Role = (typeof roles)[keyof typeof roles]

/** HELLO.flags */
export const helloFlags = { keeps: 1, needsToken: 4 } as const
/** OPEN.flags */
export const openFlags = { doorbell: 1 } as const

/** Codes that end a channel (ERROR with req 0), PROTOCOL.md 7.10. */
export const roomErrors = {
  badFrame: 4400,
  notProved: 4401,
  role: 4403,
  upgrade: 4426,
  internal: 4500,
  restarting: 4503,
  roomQuota: 4507,
  storageFull: 4508,
  tooSlow: 4509,
  tooFast: 4529,
} as const

/** Codes that refuse one APPEND (ERROR with req > 0), PROTOCOL.md 7.10. */
export const requestErrors = {
  logMismatch: 1,
  coversAhead: 2,
  snapshotStale: 3,
  tooLarge: 4,
  role: 5,
} as const

/** The log id of a room that does not exist: 16 zero bytes. */
export const noLogId: Uint8Array = new Uint8Array(16)
/** prefix(0), PROTOCOL.md 5.4. */
export const zeroPrefix: Uint8Array = new Uint8Array(16)

export interface ClientHello {
  readonly type: 'clientHello'
  readonly version: number
  readonly aud: string
}

export interface Hello {
  readonly type: 'hello'
  readonly version: number
  /** 32 bytes */
  readonly nonce: Uint8Array
  readonly maxFrameBytes: number
  readonly maxEntryBytes: number
  readonly maxSnapshotBytes: number
  readonly keepaliveS: number
  readonly nowMs: number
  readonly flags: number
}

export interface Open {
  readonly type: 'open'
  readonly chan: number
  readonly role: Role
  readonly flags: number
  /** 32 bytes */
  readonly roomId: Uint8Array
  /** 16 bytes each */
  readonly commitments: { readonly write: Uint8Array; readonly read: Uint8Array; readonly admin: Uint8Array }
  /** 32 bytes */
  readonly publicKey: Uint8Array
  /** 64 bytes */
  readonly signature: Uint8Array
  /** 16 bytes; zeros: holds nothing */
  readonly logId: Uint8Array
  readonly since: number
  /** 16 bytes */
  readonly prefix: Uint8Array
}

export interface Begin {
  readonly type: 'begin'
  readonly chan: number
  readonly logId: Uint8Array
  readonly head: number
  readonly full: boolean
}

export interface EntryMessage {
  readonly type: 'entry'
  readonly chan: number
  readonly number: number
  readonly entry: Uint8Array
}

export interface CaughtUp {
  readonly type: 'caughtUp'
  readonly chan: number
  readonly head: number
}

export interface Append {
  readonly type: 'append'
  readonly chan: number
  /** 1 or more */
  readonly req: number
  readonly entry: Uint8Array
}

export interface Ack {
  readonly type: 'ack'
  readonly chan: number
  readonly req: number
  readonly number: number
  readonly dup: boolean
}

export interface Ephemeral {
  readonly type: 'ephemeral'
  readonly chan: number
  readonly sealed: Uint8Array
}

export interface Doorbell {
  readonly type: 'doorbell'
  readonly chan: number
  readonly head: number
}

export interface Leave {
  readonly type: 'leave'
  readonly chan: number
}

export interface ErrorMessage {
  readonly type: 'error'
  readonly chan: number
  /** 0: the channel (chan 0: the socket) is closed by it. */
  readonly req: number
  readonly code: number
  /** When to try again, in ms; 0: no advice. */
  readonly retryMs: number
  /** ASCII for logs; never shown to people. */
  readonly detail: string
}

export interface Ping {
  readonly type: 'ping' | 'pong'
  readonly value: number
}

export interface Tombstone {
  readonly type: 'tombstone'
  readonly chan: number
  readonly entry: Uint8Array
}

/** What a client sends. */
export type ClientMessage = ClientHello | Open | Append | Ephemeral | Leave | Ping
/** What a relay sends. */
export type RelayMessage =
  | Hello
  | Begin
  | EntryMessage
  | CaughtUp
  | Ack
  | Ephemeral
  | Doorbell
  | ErrorMessage
  | Ping
  | Tombstone
export type Message = ClientMessage | RelayMessage
