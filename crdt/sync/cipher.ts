/**
 * What the session needs of encryption, and nothing more: it is handed one of these per room and run of a tab, so the
 * session itself knows no key, and a simulation can hand it a cheap one.
 */

/** Identifies an entry: hexadecimal of the first 16 bytes of its entryId (PROTOCOL.md 5.2). */
export type EntryKey = string

/** An author as a snapshot's vector names it (PROTOCOL.md 5.6). */
export interface AuthorMark {
  /** 16 hexadecimal characters. */
  readonly author: string
  readonly n: number
  /** 32 hexadecimal characters: the key of the author's entry n. */
  readonly lastKey: EntryKey
  /** 8, 32 and 32 bytes. */
  readonly session: Uint8Array
  readonly signPublicKey: Uint8Array
  readonly boxPublicKey: Uint8Array
}

/** The place in the log that a snapshot covers up to. */
export interface LogPlace {
  /** 16 bytes */
  readonly logId: Uint8Array
  readonly covers: number
  /** 16 bytes: prefix(covers) */
  readonly prefix: Uint8Array
}

export interface SealedEntry {
  readonly key: EntryKey
  readonly author: string
  readonly n: number
  readonly bytes: Uint8Array
}

interface Authored {
  readonly key: EntryKey
  readonly author: string
  readonly n: number
  /** The key of the author's entry before. */
  readonly prevKey: EntryKey
  /** With the author's first entry. */
  readonly introduces: AuthorMark | null
  /** A Yjs V1 update, inflated; its structure is not checked yet. */
  readonly update: Uint8Array
}

export type OpenedEntry =
  | ({ readonly kind: 'update' } & Authored)
  | ({
      readonly kind: 'snapshot'
      readonly place: LogPlace
      readonly vector: readonly AuthorMark[]
    } & Authored)
  /** Verifies and decrypts but was made by a newer version (PROTOCOL.md 5.11). `place`: of a snapshot. */
  | { readonly kind: 'blind'; readonly place: LogPlace | null }
  /** `place`: of a snapshot that is signed; the relay believes it, whatever is inside. */
  | {
      readonly kind: 'invalid'
      readonly why: 'form' | 'signature' | 'sealed' | 'content'
      readonly place: LogPlace | null
    }

export interface OpenedPresence {
  /** 16 hexadecimal characters each. */
  readonly session: string
  readonly epoch: string
  readonly echoes: readonly string[]
  readonly count: number
  /** A y-protocols awareness update. */
  readonly awareness: Uint8Array
}

export interface Presence {
  /** 16 hexadecimal characters: mine since I went live. */
  readonly epoch: string
  readonly echoes: readonly string[]
  /** Empty: only the epoch is announced. */
  readonly awareness: Uint8Array
}

export interface RoomCipher {
  /** The author id of what is sealed now, 16 hexadecimal characters. */
  readonly author: string
  /** n of the last entry that this author sealed. */
  readonly sealedCount: number
  /** True where the keys allow writing. */
  readonly canWrite: boolean
  /** Takes a fresh author id (PROTOCOL.md 9.5). */
  renewAuthor(): void
  sealUpdate(update: Uint8Array): SealedEntry
  sealSnapshot(
    state: Uint8Array,
    place: LogPlace,
    vector: readonly AuthorMark[],
    digest: Uint8Array,
  ): SealedEntry
  open(entry: Uint8Array): OpenedEntry
  /** PROTOCOL.md 5.3: 32 bytes. */
  entryHash(entry: Uint8Array): Uint8Array
  /** PROTOCOL.md 5.4: 16 bytes. */
  nextPrefix(prefix: Uint8Array, entryHash: Uint8Array): Uint8Array
  /** 32 bytes */
  digest(content: Uint8Array): Uint8Array
  sealPresence(presence: Presence): Uint8Array
  openPresence(sealed: Uint8Array): OpenedPresence | null
}
