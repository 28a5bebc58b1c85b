/**
 * Branded ids. Inside a bill an id is 8 base64url characters (48 random bits), never reused: short ids keep a
 * bill at half the size that UUID keys give it. A BillId is 12 characters and local to one device: it names the
 * IndexedDB database and the route, and never leaves.
 */

declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** 12 base64url characters, local to this device. */
export type BillId = Branded<'BillId'>
/** 8 base64url characters, unique inside a bill. */
export type PersonId = Branded<'PersonId'>
/** 8 base64url characters, unique inside a bill. */
export type ExpenseId = Branded<'ExpenseId'>
/** 8 base64url characters, unique inside a bill. */
export type ItemId = Branded<'ItemId'>
/** 8 base64url characters, unique inside a bill. */
export type ChargeId = Branded<'ChargeId'>
/** 8 base64url characters, unique inside a bill. */
export type PaymentId = Branded<'PaymentId'>
/** 8 base64url characters, unique inside a bill: a category of the bill's own. */
export type CategoryId = Branded<'CategoryId'>
/** 16 hexadecimal characters: the 8-byte author id of one run of one tab (PROTOCOL.md §5). */
export type DeviceId = Branded<'DeviceId'>
/** 43 base64url characters: the 32-byte room id (PROTOCOL.md §3). The relay knows a bill by nothing else. */
export type RoomId = Branded<'RoomId'>

/** Fills the array with random bytes and returns it; `crypto.getRandomValues` bound to its owner fits. */
export type FillRandom = (bytes: Uint8Array) => Uint8Array

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** A fresh id of `length` base64url characters, 6 random bits each. */
function randomId(length: number, fillRandom: FillRandom): string {
  const bytes = fillRandom(new Uint8Array(length))
  let text = ''
  for (const byte of bytes) text += alphabet[byte & 63]
  return text
}

/** A fresh id for something inside a bill (a person, expense, item, charge, payment or category). */
export function newId<Id extends PersonId | ExpenseId | ItemId | ChargeId | PaymentId | CategoryId>(
  fillRandom: FillRandom,
): Id {
  return randomId(8, fillRandom) as Id
}

/** A fresh id for a bill on this device. */
export function newBillId(fillRandom: FillRandom): BillId {
  return randomId(12, fillRandom) as BillId
}

/** True for the text of an id inside a bill; anything else in a document is bad input. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && /^[A-Za-z0-9_-]{8}$/.test(text)
}
