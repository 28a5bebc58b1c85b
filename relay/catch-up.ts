/**
 * The members of one socket that are behind: one page of one of them at a time, while the socket has room, so that a
 * slow reader makes the relay read no further ahead than it reads.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Member } from './member.ts'

export interface CatchUpOwner {
  readonly congested: boolean
  /** The store could not read for this member. */
  lost(member: Member, error: unknown): void
  /** A fault of our own. */
  fault(error: unknown): void
}

export class CatchUp {
  /** Null: nobody. Most sockets are idle, and then hold none. */
  private behind: Set<Member> | null = null
  private running = false

  constructor(private readonly owner: CatchUpOwner) {}

  add(member: Member): void {
    this.behind ??= new Set()
    this.behind.add(member)
    this.go()
  }

  remove(member: Member): void {
    this.behind?.delete(member)
    if (this.behind?.size === 0) this.behind = null
  }

  /** The socket may have room. */
  go(): void {
    if (this.running) return
    this.running = true
    this.run().catch(error => this.owner.fault(error))
  }

  private async run(): Promise<void> {
    for (;;) {
      const [member] = this.behind ?? []
      if (!member || this.owner.congested) {
        this.running = false
        return
      }
      const more = await member.room.catchUp(member).catch(error => this.owner.lost(member, error))
      if (!more) this.remove(member)
      // Others have their turn between two pages.
      await nextTurn()
    }
  }
}
