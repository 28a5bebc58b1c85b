/**
 * The one message row: what just happened, and how to take it back. The newest replaces the one before. A message of
 * a step (`lastStep`) offers to undo the last step, so it leaves as soon as another step is made. What only happens once it
 * can no longer be taken back waits for `onGone`.
 */
import { createSignal } from 'solid-js'
import type { Face } from './face.ts'

export interface Message {
  readonly text: string
  /** The part of the text that stands out: a name in it. */
  readonly name?: string
  /** Whom it is about. */
  readonly faces?: readonly Face[]
  readonly action?: { readonly label: string; readonly run: () => void }
  readonly lastStep?: boolean
  /** What it offers can be done from any page; else it is done to the bill that is open, and ends with its page. */
  readonly stays?: boolean
  /** The message left, and nobody pressed its key. */
  readonly onGone?: () => void
}

const [message, setMessage] = createSignal<Message | null>(null)

/** The message on show, if any. */
export { message }

export function showMessage(next: Message): void {
  const gone = message()
  setMessage(next)
  gone?.onGone?.()
}

export function dismissMessage(): void {
  const gone = message()
  setMessage(null)
  gone?.onGone?.()
}

/** Does what the message's key offers, and ends the message. */
export function actOnMessage(): void {
  const acted = message()
  setMessage(null)
  acted?.action?.run()
}

/** To be called with every step of one's own. */
export function dismissStepMessage(): void {
  if (message()?.lastStep) dismissMessage()
}

/** To be called when the page of a bill goes: its bill can't be changed from elsewhere. */
export function leaveMessage(): void {
  const shown = message()
  if (shown?.action !== undefined && shown.stays !== true) dismissMessage()
}
