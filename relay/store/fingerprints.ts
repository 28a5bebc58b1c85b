/**
 * Which numbers a hash may have among a log's live entries: by its first four bytes, in an open-addressed table of
 * plain numbers. It takes no part in garbage collection and costs a few nanoseconds, where a map of whole hashes cost
 * as much as writing the entries, and an index on disk more than all else of an append. What it finds must be compared
 * with the hash that is stored.
 */
export class Fingerprints {
  private size = 0
  private prints: Uint32Array
  /** 0: the slot is free. */
  private numbers: Float64Array

  constructor(expected = 0) {
    const slots = 2 ** Math.max(4, Math.ceil(Math.log2(2 * expected + 1)))
    this.prints = new Uint32Array(slots)
    this.numbers = new Float64Array(slots)
  }

  get count(): number {
    return this.size
  }

  /** Notes that the entry of this number, above 0, has this hash. */
  add(hash: Uint8Array, number: number): void {
    if (2 * ++this.size > this.prints.length) this.grow()
    this.place(printOf(hash), number)
  }

  private place(print: number, number: number): void {
    const mask = this.prints.length - 1
    let slot = print & mask
    while (this.numbers[slot] !== 0) slot = (slot + 1) & mask
    this.prints[slot] = print
    this.numbers[slot] = number
  }

  private grow(): void {
    const { prints, numbers } = this
    this.prints = new Uint32Array(2 * prints.length)
    this.numbers = new Float64Array(2 * prints.length)
    for (const [slot, number] of numbers.entries()) if (number !== 0) this.place(prints[slot] ?? 0, number)
  }

  /** The numbers whose hash begins like this one: none or one, unless by chance. */
  candidates(hash: Uint8Array): readonly number[] {
    const print = printOf(hash)
    const mask = this.prints.length - 1
    let found = none
    for (let slot = print & mask; this.numbers[slot] !== 0; slot = (slot + 1) & mask) {
      if (this.prints[slot] === print) found = [...found, this.numbers[slot] ?? 0]
    }
    return found
  }
}

const none: readonly number[] = []

const printOf = (hash: Uint8Array): number =>
  ((hash[0] ?? 0) | ((hash[1] ?? 0) << 8) | ((hash[2] ?? 0) << 16) | ((hash[3] ?? 0) << 24)) >>> 0
