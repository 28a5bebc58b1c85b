/** Ten-pixel squares in people's inks: who is on a bill, at a glance, in the list of bills. */
import { For } from 'solid-js'
import { t } from '../i18n/text.ts'
import { type Face, inkClass } from './face.ts'

export function PeopleBits(props: { readonly people: readonly (Face & { readonly me?: true })[] }) {
  const names = () => props.people.map(({ me, name }) => (me ? t('person.youInside') : name))
  const label = () => t('people.bits', { n: props.people.length, names: names().join(', ') })
  return (
    <span class="bits" role="img" aria-label={label()}>
      <For each={props.people}>{person => <i class={inkClass(person.ink)} />}</For>
    </span>
  )
}
