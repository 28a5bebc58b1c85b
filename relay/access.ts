/**
 * Who may do what, decided from what the client shows and nothing stored: a room id commits to its keys, and whoever
 * signs with one of them has its right (PROTOCOL.md 3.2, 7.4, 7.12).
 */
import { type EntryForm, entryKinds, entryVersion, parseEntry } from '../crdt/encryption/proof.ts'
import { type Open, requestErrors, roles, roomErrors, wireLimits } from '../crdt/sync/wire.ts'
import { proof } from './hash.ts'
import type { LogPlace } from './store/store.ts'

/** True when the OPEN proves its role in its room to this socket. */
export function provesRole(open: Open, helloFrame: Uint8Array, aud: string): boolean {
  return proof.verifyOpen(open, helloFrame, aud)
}

/** What the relay needs to know of an entry, or the code it is refused with. */
export type EntryVerdict =
  | { readonly ok: true; readonly snapshot: LogPlace | null }
  | { readonly ok: false; readonly code: number }

/** Who appends: a member's role, its room and the key that proved it. */
export interface Appender {
  readonly role: Open['role']
  readonly room: { readonly idBytes: Uint8Array }
  readonly publicKey: Uint8Array
}

/**
 * May this entry be appended? Only what removes something, a snapshot, has its signature verified: writing was proved
 * at OPEN, and clients verify every entry. Kinds 3 and 4 are reserved.
 */
export function judgeEntry(entry: Uint8Array, appender: Appender): EntryVerdict {
  if (appender.role !== roles.write) return { ok: false, code: requestErrors.role }
  const limit = entry[1] === entryKinds.snapshot ? wireLimits.snapshotBytes : wireLimits.entryBytes
  if (entry.length > limit) return { ok: false, code: requestErrors.tooLarge }
  if (entry[1] === entryKinds.update) return judgeUpdate(entry)
  const form = parseEntry(entry)
  if (!form) return noEntry
  if (form.kind !== entryKinds.snapshot) return { ok: false, code: requestErrors.role }
  if (form.version !== entryVersion) return { ok: false, code: roomErrors.upgrade }
  return judgeSnapshot(form, appender)
}

/** The least that an UPDATE has: header, nonce, an empty ciphertext with its tag, signature (PROTOCOL.md 5.1). */
const leastUpdateBytes = 4 + 24 + 16 + 64

const update: EntryVerdict = { ok: true, snapshot: null }
const noEntry: EntryVerdict = { ok: false, code: roomErrors.badFrame }

/** As `parseEntry` would, without taking it apart: an UPDATE of any version is whatever is long enough. */
function judgeUpdate(entry: Uint8Array): EntryVerdict {
  return entry.length >= leastUpdateBytes && entry[0] !== 0 ? update : noEntry
}

function judgeSnapshot(form: EntryForm, { room, publicKey }: Appender): EntryVerdict {
  const { logId, covers, prefix } = form
  if (!logId || !prefix) return noEntry
  if (!proof.verifyEntry(room.idBytes, form, publicKey)) return { ok: false, code: roomErrors.notProved }
  return { ok: true, snapshot: { logId, covers, prefix } }
}
