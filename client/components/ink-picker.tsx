/** The ten inks, as a radio group. */
import { For } from 'solid-js'
import { t } from '../i18n/text.ts'
import { inkClass } from './face.ts'
import { chooseByArrow } from './roving.ts'

const inks = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const

export function InkPicker(props: {
  readonly label: string
  readonly ink: number
  readonly onChoose: (ink: number) => void
}) {
  return (
    <div class="swatches" role="radiogroup" aria-label={props.label} onKeyDown={chooseByArrow}>
      <For each={inks}>
        {ink => (
          // biome-ignore lint/a11y/useSemanticElements: drawn in pixels; its role and state say what it is.
          <button
            type="button"
            role="radio"
            class={inkClass(ink)}
            aria-checked={props.ink === ink}
            aria-label={t('settings.inkN', { n: ink })}
            tabIndex={props.ink === ink ? 0 : -1}
            onClick={() => props.onChoose(ink)}
          >
            <span />
          </button>
        )}
      </For>
    </div>
  )
}
