/**
 * Seals a Yjs update into an entry and opens one (PROTOCOL.md §5). Opening goes from cheap to dear and from outside
 * in: form, signature, AEAD, content; nothing of an entry is believed before its signature and its seal are.
 */
import { deflateSync, Inflate } from 'fflate'
import { ByteReader, type Bytes, ByteWriter, concat, fromHex, toHex } from '../bytes.ts'
import type { AuthorMark, EntryKey, LogPlace, OpenedEntry, SealedEntry } from '../sync/cipher.ts'
import { wireLimits } from '../sync/wire.ts'
import type { Author } from './author.ts'
import type { RoomKeys } from './keys.ts'
import { isZero, paddedLength } from './padding.ts'
import {
  type EntryForm,
  entryFlags,
  entryKinds,
  entryVersion,
  label,
  parseEntry,
  sodiumProof,
} from './proof.ts'
import { aeadOpen, aeadSeal, sign, verify } from './sodium.ts'

/** Version of this app's understanding of documents, told in snapshots. */
const appVersion = 1
const maxVector = 256
/** Below this a snapshot's state is not worth deflating. */
const worthDeflatingBytes = 512

const authorBytes = 8
const keyBytes = 16

export interface Sealing {
  readonly keys: RoomKeys
  readonly author: Author
  /** 24 fresh random bytes. */
  readonly nonce: Bytes
}

export function sealUpdate(update: Uint8Array, { keys, author, nonce }: Sealing): SealedEntry {
  const mark = author.next(update)
  const plain = writeAuthored(mark, update)
  const header = new ByteWriter(4).u8(entryVersion).u8(entryKinds.update).u16(0).finish()
  return finish(header, plain, mark, { keys, author, nonce })
}

/** What a snapshot holds besides its place in the log. */
export interface SnapshotContent {
  /** The state of the shadow document as a V1 update. */
  readonly state: Uint8Array
  readonly vector: readonly AuthorMark[]
  /** 32 bytes */
  readonly digest: Uint8Array
}

export function sealSnapshot(content: SnapshotContent, place: LogPlace, sealing: Sealing): SealedEntry {
  const deflate = content.state.length >= worthDeflatingBytes
  const body = deflate ? deflateSync(content.state) : content.state
  const mark = sealing.author.next(body)
  const plain = writeAuthored(mark, body)
  const vector = content.vector.slice(-maxVector)
  plain.u16(vector.length)
  for (const known of vector) {
    plain.raw(fromHex(known.author)).u32(known.n).raw(fromHex(known.lastKey))
    plain.raw(known.session).raw(known.signPublicKey).raw(known.boxPublicKey)
  }
  plain.raw(content.digest).u16(appVersion)
  const header = new ByteWriter(48).u8(entryVersion).u8(entryKinds.snapshot)
  header.u16(deflate ? entryFlags.deflated : 0)
  header.raw(place.logId).u64(place.covers).raw(place.prefix)
  return finish(header.finish(), plain, mark, sealing)
}

type Mark = ReturnType<Author['next']>

function writeAuthored(mark: Mark, body: Uint8Array): ByteWriter {
  const plain = new ByteWriter(256 + body.length)
  plain.raw(mark.author).u32(mark.n).raw(mark.prev).raw(mark.signature)
  plain.u8(mark.introduces ? 1 : 0)
  if (mark.introduces) {
    plain.raw(mark.introduces.session).raw(mark.introduces.signPublicKey).raw(mark.introduces.boxPublicKey)
  }
  return plain.u32(body.length).raw(body)
}

function finish(header: Bytes, plain: ByteWriter, mark: Mark, { keys, author, nonce }: Sealing): SealedEntry {
  if (!keys.writeKeys) throw new TypeError('sealing an entry needs the write key')
  const content = plain.finish()
  const padded = new Uint8Array(paddedLength(content.length))
  padded.set(content)
  const signedPart = concat(header, nonce, aeadSeal(padded, aad(keys.roomId, header), nonce, keys.contentKey))
  const id = sodiumProof.hash('bill/1/entry', keys.roomId, signedPart)
  const signature = sign(sodiumProof.entrySigned(id), keys.writeKeys.privateKey)
  author.sent(id.subarray(0, keyBytes))
  return {
    key: toHex(id.subarray(0, keyBytes)),
    author: toHex(mark.author),
    n: mark.n,
    bytes: concat(signedPart, signature),
  }
}

function aad(roomId: Uint8Array, header: Uint8Array): Bytes {
  return concat(label('bill/1/aead'), roomId, header)
}

/** What is in an entry (PROTOCOL.md 5.11). Never throws for bad bytes. */
export function openEntry(entry: Uint8Array, keys: RoomKeys): OpenedEntry {
  const form = parseEntry(entry)
  if (!form || form.adminPublicKey) return { kind: 'invalid', why: 'form', place: null }
  const id = sodiumProof.entryId(keys.roomId, form)
  if (!verify(form.signature, sodiumProof.entrySigned(id), keys.writePublicKey)) {
    return { kind: 'invalid', why: 'signature', place: null }
  }
  const place = placeOf(form)
  const plain = aeadOpen(form.ciphertext, aad(keys.roomId, form.header), form.nonce, keys.contentKey)
  if (!plain) return { kind: 'invalid', why: 'sealed', place }
  const knownFlags = form.kind === entryKinds.snapshot ? entryFlags.deflated : 0
  if (form.version > entryVersion || (form.flags & ~knownFlags) !== 0) return { kind: 'blind', place }
  const opened = readContent(form, plain, toHex(id.subarray(0, keyBytes)))
  return opened ?? { kind: 'invalid', why: 'content', place }
}

/** Copied: the entry is a view of a frame, and its place is kept longer. */
function placeOf({ logId, covers, prefix }: EntryForm): LogPlace | null {
  return logId && prefix && { logId: logId.slice(), covers, prefix: prefix.slice() }
}

function readContent(form: EntryForm, plain: Uint8Array, key: EntryKey): OpenedEntry | null {
  const read = new ByteReader(plain)
  const author = toHex(read.take(authorBytes))
  const n = read.u32()
  const prevKey = toHex(read.take(keyBytes))
  read.take(64) // devSig: checked lazily (PROTOCOL.md 5.8)
  const has = read.u8()
  const introduced =
    has === 1 ? { session: copy(read, 8), signPublicKey: copy(read, 32), boxPublicKey: copy(read, 32) } : null
  const body = read.take(read.u32())
  if (read.failed || has > 1 || n < 1) return null
  const introduces = introduced && { author, n, lastKey: key, ...introduced }
  const update = (form.flags & entryFlags.deflated) !== 0 ? inflate(body) : body
  if (!update) return null
  const authored = { key, author, n, prevKey, introduces, update }
  if (form.kind === entryKinds.update) {
    return isZero(read.rest()) ? { kind: 'update', ...authored } : null
  }
  const place = placeOf(form)
  if (!place) return null
  const vector: AuthorMark[] = []
  const count = read.u16()
  if (count > maxVector) return null
  for (let i = 0; i < count && !read.failed; i++) {
    vector.push({
      author: toHex(read.take(authorBytes)),
      n: read.u32(),
      lastKey: toHex(read.take(keyBytes)),
      session: copy(read, 8),
      signPublicKey: copy(read, 32),
      boxPublicKey: copy(read, 32),
    })
  }
  read.take(32) // docDigest
  read.u16() // appVersion
  if (read.failed || !isZero(read.rest())) return null
  return { kind: 'snapshot', place, vector, ...authored }
}

/** An author's mark outlives its entry by far: a view would keep all of the plaintext. */
function copy(read: ByteReader, count: number): Uint8Array {
  return read.take(count).slice()
}

/** Inflates in small slices, so that a bomb is stopped within 0.5 MiB of the cap; null when it is bad or too large. */
function inflate(body: Uint8Array): Uint8Array | null {
  const sliceBytes = 512
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  let ended = false
  const stream = new Inflate((chunk, final) => {
    chunks.push(chunk)
    sizeBytes += chunk.length
    ended = final
  })
  try {
    for (let at = 0; at < body.length; at += sliceBytes) {
      stream.push(body.subarray(at, at + sliceBytes), at + sliceBytes >= body.length)
      if (sizeBytes > wireLimits.inflatedBytes) return null
    }
  } catch {
    return null
  }
  return ended ? concat(...chunks) : null
}
