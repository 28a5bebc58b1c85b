/**
 * Whether the document was asked for all that the shadow lacks, and has answered: only then can a room be settled.
 */
export class Questions {
  private open = false
  private asked = 0
  /** True while one more question has to be asked: before the first CAUGHT_UP, while no document is open, while waiting. */
  private isDue = true

  /** True while there is a document that can be asked and told. */
  get documentOpen(): boolean {
    return this.open
  }

  get answered(): boolean {
    return this.asked === 0 && !this.isDue
  }

  /** A document came, or went; what it was asked before it never answers. */
  setDocument(isOpen: boolean): void {
    this.open = isOpen
    this.reset()
  }

  /** Everything has to be asked anew. */
  reset(): void {
    this.asked = 0
    this.isDue = true
  }

  /** One more question is due. */
  owe(): void {
    this.isDue = true
  }

  /** Asks; false when there is nobody to ask. */
  ask(): boolean {
    this.isDue = !this.open
    if (this.open) this.asked += 1
    return this.open
  }

  noteAnswer(): void {
    this.asked = Math.max(0, this.asked - 1)
  }
}
