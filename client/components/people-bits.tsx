/** Ten-pixel squares in people's inks: who is on a bill, at a glance, in the list of bills. */
import { For } from 'solid-js'
import { t } from '../i18n/text.ts'
import { type Face, inkClass } from './face.ts'

/** More squares say no more; nor do more names to those who hear them. */
const mostBits = 12

export function PeopleBits(props: { readonly people: readonly (Face & { readonly me?: true })[] }) {
  const shown = () => props.people.slice(0, mostBits)
  const label = () => {
    const n = props.people.length
    const names = shown()
      .map(({ me, name }) => (me ? t('person.youInside') : name))
      .join(', ')
    return n > mostBits
      ? t('people.bitsMore', { n, names, more: n - mostBits })
      : t('people.bits', { n, names })
  }
  return (
    <span class="bits" role="img" aria-label={label()}>
      <For each={shown()}>{person => <i class={inkClass(person.ink)} />}</For>
    </span>
  )
}
