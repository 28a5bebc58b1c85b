/** The mascot: a receipt with a bow tie. Awake on the first run, asleep where something went wrong. */
const faces = {
  awake: 'M3 3h2v2h-2zM7 3h2v2h-2zM4 6h1v1h-1zM7 6h1v1h-1zM5 7h2v1h-2z',
  asleep: 'M3 4h2v1h-2zM7 4h2v1h-2zM5 7h2v1h-2z',
} as const

export function Mascot(props: { readonly mood: keyof typeof faces }) {
  return (
    <svg class="px mascot" viewBox="0 0 12 19" aria-hidden="true">
      <path class="px-paper" d="M1 1h10v16h-10zM2 17h1v1h-1zM5 17h2v1h-2zM9 17h1v1h-1z" />
      <path
        class="px-ink"
        d="M0 0h12v1h-12zM0 1h1v16h-1zM11 1h1v16h-1zM0 17h2v1h-2zM3 17h2v1h-2zM7 17h2v1h-2zM10 17h2v1h-2zM1 18h3v1h-3zM5 18h2v1h-2zM8 18h3v1h-3zM5 10h2v1h-2z"
      />
      <path class="px-ink" d={faces[props.mood]} />
      <path class="px-owe" d="M2 9h2v1h-2zM8 9h2v1h-2zM2 10h3v1h-3zM7 10h3v1h-3zM2 11h2v1h-2zM8 11h2v1h-2z" />
      <path class="px-rule" d="M2 13h4v1h-4zM8 13h2v1h-2zM2 15h3v1h-3zM8 15h2v1h-2z" />
    </svg>
  )
}
