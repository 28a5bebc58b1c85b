/** The moments a session waits for, by name; the next of them is what it wants to be woken at. */

export class Alarms<Name extends string> {
  private readonly atMs = new Map<Name, number>()

  isSet(name: Name): boolean {
    return this.atMs.has(name)
  }

  set(name: Name, atMs: number): void {
    this.atMs.set(name, atMs)
  }

  /** Sets it unless it is set. */
  setOnce(name: Name, atMs: number): void {
    if (!this.atMs.has(name)) this.atMs.set(name, atMs)
  }

  clear(...names: readonly Name[]): void {
    for (const name of names) this.atMs.delete(name)
  }

  /** True when its moment has come; it is not set any more then. */
  ring(name: Name, nowMs: number): boolean {
    const atMs = this.atMs.get(name)
    return atMs !== undefined && nowMs >= atMs && this.atMs.delete(name)
  }

  /** The next moment, or null. */
  get nextMs(): number | null {
    return this.atMs.size === 0 ? null : Math.min(...this.atMs.values())
  }
}
