/**
 * Listens for changes of bills that are not open, over the one connection to each relay: the relay tells how long a log is and
 * nothing of what is in it (PROTOCOL.md 7.5). Imported lazily, long after home was painted: it needs the keys to prove that the
 * user may know.
 */
import { toHex } from '../../crdt/bytes.ts'
import type { RoomKeys } from '../../crdt/encryption/keys.ts'
import type { BillId } from '../../crdt/ids.ts'
import type { ConnectedRoom, HelloInfo } from '../../crdt/sync/relay-connection.ts'
import { noLogId, openFlags, type RelayMessage, zeroPrefix } from '../../crdt/sync/wire.ts'
import { heads } from '../storage/heads.ts'
import { keysStore } from '../storage/keys.ts'
import { summaries } from '../storage/summaries.ts'
import { ownRelay, relayConnection } from './relays.ts'
import { provingClaim, roomKeys, sealedReady } from './sealed-room.ts'

/** More bills than this are not listened for: the newest are. */
const maxBells = 200

/** Listens until the function that it gives is called. */
export async function listenForChanges(newest: readonly BillId[]): Promise<() => void> {
  await sealedReady
  const all = new Map((await keysStore.list()).map(keys => [keys.id, keys]))
  const leave = newest.slice(0, maxBells).flatMap(id => {
    const kept = all.get(id)
    const keys = kept && roomKeys(kept)
    if (!kept || !keys) return []
    const connection = relayConnection(kept.relay ?? ownRelay())
    const bell = new Bell(id, keys, open => connection.send(bell, open))
    connection.join(bell)
    return [() => connection.leave(bell)]
  })
  return () => {
    for (const end of leave) end()
  }
}

type OpenMessage = ReturnType<typeof openMessage>

function openMessage(keys: RoomKeys, hello: HelloInfo) {
  return {
    type: 'open' as const,
    flags: openFlags.doorbell,
    logId: noLogId,
    since: 0,
    prefix: zeroPrefix,
    ...provingClaim(keys, hello),
  }
}

/** One bill's doorbell. */
class Bell implements ConnectedRoom {
  private logId = ''

  constructor(
    private readonly id: BillId,
    private readonly keys: RoomKeys,
    private readonly open: (message: OpenMessage) => void,
  ) {}

  connected(hello: HelloInfo): void {
    this.open(openMessage(this.keys, hello))
  }

  received(message: RelayMessage): void {
    if (message.type === 'begin') {
      this.logId = toHex(message.logId)
      void this.compare(message.head, false)
    }
    if (message.type === 'doorbell') void this.compare(message.head, true)
  }

  disconnected(): void {}

  /** `isNow`: it changed this moment; else it did so at a time that nobody here knows. */
  private async compare(number: number, isNow: boolean): Promise<void> {
    if (number === 0) return
    try {
      const known = await heads.get(this.id)
      if (known?.logId === this.logId && known.number >= number) return
      const read = known?.logId === this.logId ? known.read : undefined
      await heads.put(this.id, { logId: this.logId, number, ...(read !== undefined && { read }) })
      // A relay that lost its log and was healed begins again with a new one: that is no news.
      if (known && (known.logId === this.logId || isNow))
        await summaries.ring(this.id, isNow ? Date.now() : null)
    } catch {
      // Nothing is lost: the bill brings its changes when it is opened.
    }
  }
}
