/**
 * What the tabs of one bill on one device tell each other, through a BroadcastChannel: plain text that never leaves the origin.
 * Another tab may run another build, so what does not fit is not heard.
 */
import type { Meeting } from '../../crdt/document/meetings.ts'
import { type ItemId, isId } from '../../crdt/ids.ts'
import type { RelayState } from './open-bill.ts'

/** How far the leading tab's room has got. */
export interface Standing {
  /** The log has been read to its end at least once. */
  readonly caughtUp: boolean
  /** The relay has acknowledged all that the leader's document has. */
  readonly settled: boolean
  /** The relay keeps what it gets. */
  readonly keeps: boolean
  /** Own changes of all tabs that the leader has heard of and the relay has not acknowledged. */
  readonly waiting: number
  /** The lines that they touched; absent in what older builds say. */
  readonly waitingItems?: readonly ItemId[]
  readonly relay: RelayState
}

/** What came from others and is to be told to whoever looks at the bill; each tab has the rest of it in its own document. */
export interface TabNews {
  /** Keys of the records of which some may have overwritten one's own. */
  readonly arrived: readonly string[]
  readonly met: readonly Meeting[]
}

/** `edits` and `unheard` count the sender's own changes since it opened the bill, and those that no leader has confirmed. */
export type TabMessage =
  /** I have this; tell me what I lack. */
  | { readonly type: 'hello'; readonly from: string; readonly stateVector: Uint8Array }
  /** What `to` lacks, and what I have, so that it can do the same for me. */
  | {
      readonly type: 'diff'
      readonly from: string
      readonly to: string
      readonly update: Uint8Array
      /** Null in the answer to an answer. */
      readonly stateVector: Uint8Array | null
      readonly edits: number
      readonly unheard: number
      /** The lines that the unheard ones touched; absent in what older builds say. */
      readonly items?: readonly ItemId[]
    }
  /** My document changed: by an own edit, or by what came from the room. */
  | {
      readonly type: 'update'
      readonly from: string
      readonly update: Uint8Array
      readonly edits: number
      readonly isEdit: boolean
      /** The lines that the edit touched; absent in what older builds say. */
      readonly items?: readonly ItemId[]
    }
  /** From the leader. `heard`: how many edits of which tab its document has. */
  | {
      readonly type: 'report'
      readonly from: string
      readonly isVisible: boolean
      readonly heard: Readonly<Record<string, number>>
      readonly standing: Standing | null
    }
  /** To the leader: report; try the relay now. */
  | { readonly type: 'ask'; readonly from: string; readonly retry: boolean }
  /** What this device keeps of the bill (keys, seat) changed. */
  | { readonly type: 'keys'; readonly from: string }
  /** The person looks at this tab from now on; or it closes, and they look elsewhere. */
  | { readonly type: 'look'; readonly from: string; readonly isHere: boolean }
  /** From the leader to the tab that is looked at. */
  | ({ readonly type: 'news'; readonly from: string; readonly to: string } & TabNews)

const isText = (value: unknown) => typeof value === 'string'
const isFlag = (value: unknown) => typeof value === 'boolean'
const isCount = (value: unknown) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
const isBytes = (value: unknown) => value instanceof Uint8Array
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
const isCounts = (value: unknown) => isRecord(value) && Object.values(value).every(isCount)
const isItems = (value: unknown) => value === undefined || (Array.isArray(value) && value.every(isId))
const relayKinds = ['none', 'connecting', 'open', 'offline', 'unreachable']
const isRelay = (value: unknown) =>
  isRecord(value) &&
  relayKinds.includes(value.kind as string) &&
  (value.kind !== 'unreachable' || typeof value.retryAtMs === 'number')

type Check = (value: unknown) => boolean
const orNull =
  (check: Check): Check =>
  value =>
    value === null || check(value)
const shape =
  (fields: Readonly<Record<string, Check>>): Check =>
  value =>
    isRecord(value) && Object.entries(fields).every(([name, check]) => check(value[name]))

const all =
  (check: Check): Check =>
  value =>
    Array.isArray(value) && value.every(check)
const isMeeting = shape({ item: isId, people: all(isId), allKept: isFlag })

const isStanding = shape({
  caughtUp: isFlag,
  settled: isFlag,
  keeps: isFlag,
  waiting: isCount,
  waitingItems: isItems,
  relay: isRelay,
})

const shapes: Readonly<Record<TabMessage['type'], Check>> = {
  hello: shape({ from: isText, stateVector: isBytes }),
  diff: shape({
    from: isText,
    to: isText,
    update: isBytes,
    stateVector: orNull(isBytes),
    edits: isCount,
    unheard: isCount,
    items: isItems,
  }),
  update: shape({ from: isText, update: isBytes, edits: isCount, isEdit: isFlag, items: isItems }),
  report: shape({ from: isText, isVisible: isFlag, heard: isCounts, standing: orNull(isStanding) }),
  ask: shape({ from: isText, retry: isFlag }),
  keys: shape({ from: isText }),
  look: shape({ from: isText, isHere: isFlag }),
  news: shape({ from: isText, to: isText, arrived: all(isText), met: all(isMeeting) }),
}

/** The message in what a channel brought; null when it is none. */
export function readTabMessage(data: unknown): TabMessage | null {
  if (!isRecord(data) || typeof data.type !== 'string' || !Object.hasOwn(shapes, data.type)) return null
  return shapes[data.type as TabMessage['type']](data) ? (data as TabMessage) : null
}
