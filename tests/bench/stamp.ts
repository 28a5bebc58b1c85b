/**
 * What the benchmark writes into each payload: whose it is, which one, and when it was sent by this process's clock.
 * Found again by its mark, wherever a server's messages carry the payload.
 */
import { randomBytes } from 'node:crypto'

/** Bytes that no server writes by itself. */
const mark = randomBytes(8)

/** mark, sender (u32), count (u32), sent at (f64 ms) */
export const stampBytes = 24

/** Makes a payload unlike any other. */
export function writeStamp(payload: Buffer, at: number, sender: number, count: number): void {
  payload.set(mark, at)
  payload.writeUInt32LE(sender, at + 8)
  payload.writeUInt32LE(count, at + 12)
  payload.writeDoubleLE(performance.now(), at + 16)
}

/** Where the stamp of a message begins; below 0: it has none. */
export const findStamp = (message: Buffer): number => message.indexOf(mark)

export const senderOf = (message: Buffer, stamp: number): number => message.readUInt32LE(stamp + 8)

export const sentMsOf = (message: Buffer, stamp: number): number => message.readDoubleLE(stamp + 16)
