/** Whether the page has the room of a desktop, for what is not even made on a phone. The same width as in the styles. */
import { type Accessor, createSignal, onCleanup } from 'solid-js'

export function createWide(): Accessor<boolean> {
  const query = matchMedia('(min-width: 1000px)')
  const [wide, setWide] = createSignal(query.matches)
  const follow = () => setWide(query.matches)
  query.addEventListener('change', follow)
  onCleanup(() => query.removeEventListener('change', follow))
  return wide
}
