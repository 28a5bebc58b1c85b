/** The two ways in for a link that is not in the address bar: scanned or pasted. Each sheet leads to the other. */
import { Match, Switch } from 'solid-js'
import { PasteLink } from './paste-link.tsx'
import { ScanCode } from './scan-code.tsx'

export type LinkWay = 'scan' | 'paste'

export function LinkSheets(props: {
  /** Which sheet is open. */
  readonly way: LinkWay | null
  readonly onWay: (way: LinkWay | null) => void
  readonly onOpen: (text: string) => void
}) {
  const open = (text: string) => {
    props.onWay(null)
    props.onOpen(text)
  }
  return (
    <Switch>
      <Match when={props.way === 'scan'}>
        <ScanCode onOpen={open} onPaste={() => props.onWay('paste')} onClose={() => props.onWay(null)} />
      </Match>
      <Match when={props.way === 'paste'}>
        <PasteLink onOpen={open} onClose={() => props.onWay(null)} />
      </Match>
    </Switch>
  )
}
