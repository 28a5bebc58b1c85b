/** Who else has the bill on their screen: faces with a live pixel, said once to those who hear the page. */
import { createEffect, createSignal, For, onCleanup, Show } from 'solid-js'
import { t } from '../i18n/text.ts'
import { Avatar } from './avatar.tsx'
import type { Face } from './face.ts'

/** Faces shown; more become a number. */
const shown = 3
/** At most one message to screen readers in this time. */
const sayEveryMs = 5_000

export function HereNow(props: { readonly faces: readonly Face[]; readonly news: string }) {
  const names = () => props.faces.map(face => face.name).join(', ')
  return (
    <>
      <Show when={props.faces.length > 0}>
        <span class="stack here" role="img" aria-label={t('presence.here', { names: names() })}>
          <For each={props.faces.slice(0, shown)}>
            {face => (
              <span class="with-live">
                <Avatar face={face} silent />
              </span>
            )}
          </For>
          <Show when={props.faces.length > shown}>
            <span class="n">+{props.faces.length - shown}</span>
          </Show>
        </span>
      </Show>
      <Quietly news={props.news} />
    </>
  )
}

/** A polite live region that speaks the latest news, at most once in five seconds. */
function Quietly(props: { readonly news: string }) {
  const [said, setSaid] = createSignal('')
  let waiting: ReturnType<typeof setTimeout> | undefined
  createEffect(() => {
    const news = props.news
    if (news === '' || waiting !== undefined) return
    setSaid(news)
    waiting = setTimeout(() => {
      waiting = undefined
      setSaid(props.news)
    }, sayEveryMs)
  })
  onCleanup(() => clearTimeout(waiting))
  return (
    <span class="vh" aria-live="polite">
      {said()}
    </span>
  )
}
