/**
 * Link text <-> capabilities (PROTOCOL.md §4). A link is `<page origin>/b#<secret>`; here is only the secret part.
 * What chat apps do to it is mended where it enters (boot.js); what cannot be mended gets a reason that people can be
 * told. Reasons and errors never carry any of the text.
 */
import { ByteReader, concat, equalBytes, fromBase64url, toBase64url } from '../bytes.ts'
import { keysFromEditSeed, keysFromViewSeed, type RoomKeys } from './keys.ts'
import { sodiumProof } from './proof.ts'

const linkVersion = 1
const checkBytes = 4
const editBytes = 37
const viewBytes = 69
/** Letters of a whole link: to view, to edit. */
const wholeLetters = [92, 50] as const
/** Letters of 16 bytes, the least that a link of any version could be. */
const leastLetters = 22

/** Why a link's secret cannot be used. `cut`: shorter than any link of ours, or its end is missing. */
export type LinkFault = 'noSecret' | 'cut' | 'damaged' | 'newerVersion'

export type DecodedLink =
  | { readonly ok: true; readonly keys: RoomKeys }
  | { readonly ok: false; readonly fault: LinkFault }

/** The secret part of a link, 50 characters for editing or 92 for viewing. Throws when the right is missing. */
export function encodeLink(keys: RoomKeys, right: 'edit' | 'view'): string {
  if (right === 'edit' && !keys.editSeed) throw new TypeError('an edit link needs the edit seed')
  const body =
    right === 'edit' && keys.editSeed
      ? concat(Uint8Array.of(linkVersion), keys.editSeed, keys.commitments.admin)
      : concat(Uint8Array.of(linkVersion), keys.viewSeed, keys.writePublicKey, keys.commitments.admin)
  return toBase64url(concat(body, checkOf(body)))
}

/** The keys in a link's secret part. Never throws. */
export function decodeLink(text: string): DecodedLink {
  const secret = text.split('.', 1)[0] ?? ''
  if (secret === '') return { ok: false, fault: 'noSecret' }
  // The longest link of this version is 92 characters; more is not read at all (10 MB pasted into the field).
  if (secret.length > 400) return { ok: false, fault: 'damaged' }
  const letters = secret.match(/^[A-Za-z0-9_-]+/)?.[0] ?? ''
  if (letters !== secret) return { ok: false, fault: 'damaged' }
  const version = fromBase64url(`${letters}AA`.slice(0, 4))?.[0]
  const holdsAKey = letters.length >= leastLetters
  if (version !== undefined && version > linkVersion && holdsAKey) return { ok: false, fault: 'newerVersion' }
  const bytes = fromBase64url(letters)
  if (!bytes || (bytes.length !== editBytes && bytes.length !== viewBytes)) {
    return { ok: false, fault: version === linkVersion && letters.length < 92 ? 'cut' : 'damaged' }
  }
  const body = bytes.subarray(0, bytes.length - checkBytes)
  if (!equalBytes(checkOf(body), bytes.subarray(bytes.length - checkBytes)) || body[0] !== linkVersion) {
    return { ok: false, fault: 'damaged' }
  }
  const read = new ByteReader(body.slice(1))
  const seed = read.take(16)
  const keys =
    bytes.length === editBytes
      ? keysFromEditSeed(seed, read.take(16))
      : keysFromViewSeed(seed, read.take(32), read.take(16))
  return { ok: true, keys }
}

/**
 * The keys in a secret that has more behind it: the next word, the same link once more. Its check says where it ends.
 * Else what `decodeLink` says of all of it. Never throws.
 */
export function decodeLinkIn(text: string): DecodedLink {
  const all = decodeLink(text)
  if (all.ok) return all
  for (const length of wholeLetters) {
    const beginning = decodeLink(text.slice(0, length))
    if (beginning.ok) return beginning
  }
  return all
}

function checkOf(body: Uint8Array): Uint8Array {
  return sodiumProof.hash('bill/1/link', body).subarray(0, checkBytes)
}
