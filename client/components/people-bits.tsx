/** Ten-pixel squares in people's inks: who is on a bill, at a glance, in the list of bills. */
import { For } from 'solid-js'
import { t } from '../i18n/text.ts'
import { type Face, inkClass } from './face.ts'

export function PeopleBits(props: { readonly people: readonly Face[] }) {
  const label = () =>
    t('people.bits', { n: props.people.length, names: props.people.map(person => person.name).join(', ') })
  return (
    <span class="bits" role="img" aria-label={label()}>
      <For each={props.people}>{person => <i class={inkClass(person.ink)} />}</For>
    </span>
  )
}
