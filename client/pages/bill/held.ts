/**
 * The last value that was there. A sheet shows what it was opened for until it is gone from the page: its fields are left,
 * and read once more, while it goes.
 */
import { type Accessor, createMemo } from 'solid-js'

export function createHeld<Value>(value: Accessor<Value | undefined>): Accessor<Value | undefined> {
  return createMemo<Value | undefined>(before => value() ?? before)
}
