/**
 * One seeded run: phones with the real session, room, cipher and provider, a relay, and faults between random edits. Then the
 * network heals, and everything that was saved anywhere must be everywhere.
 *
 * What has to survive is kept in `required`: each edit's mark, until a fault that may lose things took the last place that
 * held it. So nothing may vanish without such a fault, and at the end all of `required` is with everyone.
 */

import { toHex } from '../../crdt/bytes.ts'
import { openEntry } from '../../crdt/encryption/entry.ts'
import { keysFromAdminSeed, type RoomKeys } from '../../crdt/encryption/keys.ts'
import { sodiumProof } from '../../crdt/encryption/proof.ts'
import type { LogPlace } from '../../crdt/sync/cipher.ts'
import { Shadow } from '../../crdt/sync/shadow.ts'
import { forger } from '../world/forge.ts'
import { ModelRelay, type RelayCopy, type RelayCounts } from '../world/model-relay.ts'
import { type SeededRandom, seededRandom } from '../world/random.ts'
import { contentOf, edit, entryReader, marksIn, marksOf } from './content.ts'
import type { Mistake } from './mistakes.ts'
import { type Hazard, type Plan, planOf } from './plan.ts'
import { type Kept, SimPhone } from './sim-phone.ts'

/** How often a run came to where things go wrong. */
export type Reached = RelayCounts & Record<SimState, number>

const simStates = [
  'edits',
  'framesLost',
  'logsLost',
  'logsRestored',
  'documentsLost',
  'outboxesLost',
  'outboxesAlone',
  'crashes',
  'onlyCopies',
  'emptySnapshots',
  'garbageSnapshots',
  'newerEntries',
  'invalidEntries',
  'gaps',
  'editsLostByFaults',
] as const
type SimState = (typeof simStates)[number]

export interface Outcome {
  readonly plan: Plan
  readonly reached: Reached
  /** Null: all is well. */
  readonly failure: string | null
}

/** Lets virtual time pass. */
export type Pass = (ms: number) => Promise<unknown>

class Failure extends Error {}

export async function simulate(seed: number, pass: Pass, mistake: Mistake | null = null): Promise<Outcome> {
  const plan = planOf(seed)
  const restorePatches = mistake?.patch?.() ?? (() => {})
  const world = new World(plan, pass, mistake)
  let failure: string | null = null
  try {
    await world.run()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    failure = error.message
  } finally {
    world.end()
    restorePatches()
  }
  return { plan, reached: world.reached, failure }
}

class World {
  readonly counts = Object.fromEntries(simStates.map(state => [state, 0])) as Record<SimState, number>
  private readonly random: SeededRandom
  private readonly relay: ModelRelay
  private readonly keys: RoomKeys
  private readonly phones: SimPhone[] = []
  private readonly readEntry: (entry: Uint8Array) => Uint8Array | null
  private readonly forge: ReturnType<typeof forger>
  private required = new Set<string>()
  private oldCopy: RelayCopy | null = null
  private unstored = 0
  private readonly unwatch: () => void

  constructor(
    private readonly plan: Plan,
    private readonly pass: Pass,
    mistake: Mistake | null,
  ) {
    this.random = seededRandom(plan.seed)
    this.keys = keysFromAdminSeed(this.random.fill(new Uint8Array(16)))
    this.relay = new ModelRelay(seededRandom(plan.seed + 1), {
      keeps: plan.keeps,
      replaysCovered: plan.replaysCovered,
      ...mistake?.relay,
    })
    this.forge = forger(this.keys, seededRandom(plan.seed + 2))
    this.readEntry = entryReader(entry => openEntry(entry, this.keys))
    this.unwatch = this.countGaps()
  }

  get reached(): Reached {
    return { ...this.relay.counts, ...this.counts }
  }

  private countGaps(): () => void {
    const { applyLocal } = Shadow.prototype
    const { counts } = this
    Shadow.prototype.applyLocal = function (update) {
      const outcome = applyLocal.call(this, update)
      if (outcome === 'gap') counts.gaps += 1
      return outcome
    }
    return () => {
      Shadow.prototype.applyLocal = applyLocal
    }
  }

  async run(): Promise<void> {
    for (let i = 0; i < this.plan.phones; i++) await this.addPhone()
    await this.pass(this.random.below(500))
    for (let step = 0; step < this.plan.steps; step++) {
      if (this.random.below(3) > 0) this.editSomewhere()
      else await this.fault(this.random.pick(this.plan.hazards.length > 0 ? this.plan.hazards : ['drops']))
      await this.pass(this.random.below(10) === 0 ? this.random.below(12_000) : this.random.below(300))
      if (this.unstored > 0) throw new Failure('an entry was sent that the durable outbox did not have')
    }
    await this.heal()
  }

  end(): void {
    this.unwatch()
    for (const phone of this.phones) if (phone.isOn) phone.kill()
  }

  private async addPhone(): Promise<SimPhone> {
    const { random, plan } = this
    const phone = new SimPhone({
      relay: this.relay,
      keys: this.keys,
      random: seededRandom(random.below(2 ** 30)),
      delayMs: () => 1 + random.below(plan.slowestMs),
      diskMs: () => random.below(plan.slowDiskMs + 1),
      tidying: { entries: plan.tidyAfter, sizeBytes: 8_000, delayMs: { from: 200, to: 3_000 } },
      onUnstored: () => {
        this.unstored += 1
      },
    })
    this.phones.push(phone)
    await phone.start()
    return phone
  }

  private editSomewhere(): void {
    this.editOn(this.random.pick(this.phones))
  }

  private editOn(phone: SimPhone): void {
    const mark = `m${this.counts.edits}`
    this.counts.edits += 1
    edit(phone.doc, this.random, mark)
    this.required.add(mark)
  }

  /**
   * What would be seen if all disks, outboxes and what the relay promised were put together. Of what the relay has taken
   * (`taken`: hashes) the acknowledgement may be on its way, after which an outbox lets go of it.
   */
  private held(taken: ReadonlySet<string> = new Set()): Set<string> {
    const outboxes = this.phones.flatMap(phone => phone.outbox.entries(this.keys.room))
    const entries = [
      ...this.relay.promised,
      ...outboxes.map(({ bytes }) => bytes).filter(bytes => !taken.has(toHex(sodiumProof.entryHash(bytes)))),
    ]
    const updates = entries.map(this.readEntry).filter(update => update !== null)
    return marksIn([...this.phones.flatMap(phone => phone.disk), ...updates])
  }

  private demandAll(held: ReadonlySet<string>, where: string): void {
    const lost = [...this.required].filter(mark => !held.has(mark))
    if (lost.length > 0)
      throw new Failure(
        `${where}: ${lost.length} of ${this.required.size} edits are lost (${lost.slice(0, 3)})`,
      )
  }

  /** A fault that may lose things: what nobody holds any more is not required any more, and not before. */
  private lose(fault: () => void, taken?: ReadonlySet<string>): void {
    this.demandAll(this.held(), 'before a fault that may lose things')
    fault()
    const held = this.held(taken)
    const before = this.required.size
    this.required = new Set([...this.required].filter(mark => held.has(mark)))
    this.counts.editsLostByFaults += before - this.required.size
  }

  private async fault(hazard: Hazard): Promise<void> {
    const { random, relay, counts } = this
    const phone = random.pick(this.phones)
    switch (hazard) {
      case 'drops':
        // In the middle of a delivery rather than in a quiet moment.
        if (random.below(2) === 0) this.editSomewhere()
        await this.pass(100 + random.below(this.plan.slowestMs + this.plan.slowDiskMs))
        counts.framesLost += phone.run.inFlight
        return phone.run.cut()
      case 'offline':
        return random.below(3) === 0 ? phone.run.unplug() : phone.run.plugIn()
      case 'stalls':
        return phone.run.stall()
      case 'reloads':
        return this.reload(phone, 'all')
      case 'lostDocuments':
        return this.reload(phone, random.pick(['head', 'nothing'] as const))
      case 'lostOutboxes':
        phone.kill()
        this.lose(() => phone.loseOutbox())
        counts.outboxesLost += 1
        return phone.start()
      case 'brokenOutboxes':
        phone.outbox.broken = !phone.outbox.broken
        return
      case 'wipes':
        counts.logsLost += relay.rooms.size
        return this.lose(() => relay.wipe())
      case 'restores':
        return this.restore()
      case 'crashes':
        return this.crash(phone)
      case 'emptySnapshots':
        return this.injectSnapshot('emptySnapshots', place => this.forge.snapshot(Uint8Array.of(0, 0), place))
      case 'garbageSnapshots':
        return this.injectSnapshot('garbageSnapshots', place =>
          random.below(2) === 0
            ? this.forge.unsealed(place)
            : this.forge.snapshot(Uint8Array.of(9, 9, 9), place),
        )
      case 'newerEntries':
        if (this.inject(this.forge.newer())) counts.newerEntries += 1
        return
      case 'invalidEntries':
        if (
          this.inject(
            random.below(2) === 0 ? this.forge.unsigned() : this.forge.update(Uint8Array.of(1, 7, 7)),
          )
        )
          counts.invalidEntries += 1
        return
      case 'duplicates': {
        const [log] = [...relay.rooms.values()]
        if (log && log.entries.length > 0) this.inject(random.pick(log.entries).bytes)
        return
      }
    }
  }

  private async reload(phone: SimPhone, kept: Kept): Promise<void> {
    const orderly = this.random.below(3) === 0
    if (orderly) await phone.close(this.pass)
    else phone.kill()
    if (kept !== 'all') {
      this.lose(() => phone.lose(kept))
      this.counts.documentsLost += 1
      if (phone.outbox.entries(this.keys.room).length > 0) this.counts.outboxesAlone += 1
    }
    await phone.start()
  }

  private async crash(phone: SimPhone): Promise<void> {
    const { random, relay } = this
    this.counts.crashes += 1
    const kind = random.below(3)
    if (kind === 0) relay.diesAtAppend = true
    if (kind === 1) relay.crash()
    if (kind === 2) await this.crashWithTheOnlyCopy(phone)
  }

  /** An edit that only one phone and the relay have; then the phone loses it and the relay crashes. */
  private async crashWithTheOnlyCopy(phone: SimPhone): Promise<void> {
    const others = this.phones.filter(other => other !== phone)
    for (const other of others) other.run.unplug()
    this.editOn(phone)
    await this.pass(500 + 3 * this.plan.slowestMs + this.plan.slowDiskMs)
    phone.kill()
    this.lose(() => phone.lose('nothing'))
    this.counts.onlyCopies += 1
    this.relay.crash()
    await phone.start()
    for (const other of others) other.run.plugIn()
  }

  /** Back to an old copy: one from long ago, or from a few edits ago, past which the log then grows again. */
  private async restore(): Promise<void> {
    const { relay, random } = this
    const old = this.oldCopy ?? relay.copy()
    this.oldCopy = random.below(2) === 0 ? relay.copy() : null
    const away = random.pick(this.phones)
    const others = this.phones.filter(phone => phone !== away)
    const someEdits = async (among: readonly SimPhone[], count: number) => {
      for (let i = 0; i < count; i++) {
        this.editOn(random.pick(among))
        await this.pass(150 + 2 * this.plan.slowestMs)
      }
    }
    await someEdits(this.phones, 1 + random.below(3))
    // It knows a place in the log that is lost now, and has not heard of what comes instead.
    away.run.unplug()
    this.lose(() => relay.restore(old))
    this.counts.logsRestored += 1
    await someEdits(others, random.below(12))
    away.run.plugIn()
  }

  private inject(entry: Uint8Array): boolean {
    const [room] = [...this.relay.rooms.keys()]
    return room !== undefined && this.relay.inject(room, entry)
  }

  private injectSnapshot(
    kind: 'emptySnapshots' | 'garbageSnapshots',
    forge: (place: LogPlace) => Uint8Array,
  ): void {
    const log = this.relay.rooms.get(toHex(this.keys.roomId))
    const last = log?.entries[log.entries.length - 1]
    if (!log || !last) return
    const place = { logId: log.logId, covers: log.head, prefix: last.prefix }
    const taken = new Set(log.entries.map(({ hash }) => hash))
    this.lose(() => {
      if (!this.inject(forge(place))) return
      this.counts[kind] += 1
      this.relay.promiseWhatIsThere()
    }, taken)
  }

  /** Everything works again: within 120 s all have all. */
  private async heal(): Promise<void> {
    const { relay, phones, pass } = this
    this.demandAll(this.held(), 'when the network healed')
    relay.diesAtAppend = false
    for (const phone of phones) {
      phone.outbox.broken = false
      phone.run.plugIn()
    }
    let waited = 0
    while (!this.isAgreed() && waited < 120_000) {
      await pass(2_000)
      waited += 2_000
    }
    if (!this.isAgreed()) throw new Failure(`after 120 s: ${this.describe()}`)
    for (const { doc } of phones) this.demandAll(marksOf(doc), 'on a phone, after the network healed')
    // Whoever wanted to tidy has done so.
    await pass(10_000)
    await this.checkReconnects()
    await this.checkNewcomer()
    await pass(1_000)
    const waiting = phones.flatMap(phone => phone.outbox.entries(this.keys.room))
    // At a relay that keeps nothing an entry whose base is lost for good stays with its owner.
    if (waiting.length > 0 && this.plan.keeps)
      throw new Failure(`${waiting.length} entries are still in an outbox`)
    if (this.unstored > 0) throw new Failure('an entry was sent that the durable outbox did not have')
  }

  private isAgreed(): boolean {
    const contents = new Set(this.phones.map(phone => contentOf(phone.doc)))
    return contents.size === 1 && this.phones.every(phone => phone.run.joined.settled)
  }

  private describe(): string {
    const contents = new Set(this.phones.map(phone => contentOf(phone.doc)))
    const states = this.phones.map(
      ({ run }) => `${run.joined.state.kind}${run.joined.settled ? '' : ', unsettled'}`,
    )
    return `${contents.size} different contents; ${states.join('; ')}`
  }

  private async checkReconnects(): Promise<void> {
    if (!this.plan.keeps) return
    const before = this.relay.counts.contents
    for (const phone of this.phones) phone.run.cut()
    await this.pass(10_000)
    const appended = this.relay.counts.contents - before
    if (appended > 0) throw new Failure(`a reconnect with nothing new appended ${appended} entries`)
    if (!this.isAgreed()) throw new Failure(`after a reconnect: ${this.describe()}`)
  }

  private async checkNewcomer(): Promise<void> {
    const { phones, plan, pass } = this
    if (plan.keeps) for (const phone of phones) phone.run.unplug()
    const [old] = phones
    const newcomer = await this.addPhone()
    await pass(10_000)
    if (contentOf(newcomer.doc) !== contentOf(old?.doc ?? newcomer.doc)) {
      this.demandAll(marksOf(newcomer.doc), 'for a newcomer')
      throw new Failure('a newcomer sees something else than the others')
    }
  }
}
