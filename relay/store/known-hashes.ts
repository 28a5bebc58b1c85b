/**
 * The live entries' fingerprints of the rooms that are written to, so that the same bytes are known again. Loaded when
 * a room is first written to, and again when it was forgotten: after a snapshot, or because there were too many.
 */
import { Fingerprints } from './fingerprints.ts'
import { countOf, hashesOf } from './run.ts'

/** What a log's tables say of its live entries, in number order. */
export interface RunContents {
  /** Of the run's last entry. */
  readonly number: number
  readonly contents: Uint8Array
}

/** 24 to 48 bytes each. */
const maxHashes = 1_000_000

export class KnownHashes {
  private readonly rooms = new Map<number, Fingerprints>()
  private count = 0

  constructor(
    private readonly load: (row: number) => readonly RunContents[],
    private readonly most = maxHashes,
  ) {}

  /** The fingerprints of a room's live entries, those that `add` told of among them. */
  of(row: number): Fingerprints {
    const known = this.rooms.get(row)
    if (known) return known
    const runs = this.load(row)
    const count = runs.reduce((sum, { contents }) => sum + countOf(contents), 0)
    const prints = new Fingerprints(count)
    for (const { number, contents } of runs) {
      const hashes = hashesOf(contents)
      for (const [i, hash] of hashes.entries()) prints.add(hash, number - hashes.length + 1 + i)
    }
    this.rooms.set(row, prints)
    this.count += count
    return prints
  }

  add(row: number, hash: Uint8Array, number: number): void {
    this.of(row).add(hash, number)
    this.count++
  }

  /** Keeps to the bound. Only for when all that was added is in the tables. */
  trim(): void {
    for (const row of this.rooms.keys()) {
      if (this.count <= this.most) return
      this.forget(row)
    }
  }

  forget(row: number): void {
    this.count -= this.rooms.get(row)?.count ?? 0
    this.rooms.delete(row)
  }
}
