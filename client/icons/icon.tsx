/** An icon: 24 px (18 inside captions), in the colour of the text around it, silent for screen readers. */
import { type IconName, iconPaths } from './paths.ts'

export function Icon(props: { readonly name: IconName; readonly small?: boolean }) {
  return (
    <svg class="i" classList={{ small: props.small ?? false }} viewBox="0 0 24 24" aria-hidden="true">
      <path d={iconPaths[props.name]} />
    </svg>
  )
}
