/** The small mark: a receipt in a butler's shirt front. The bow tie is always serial red. */
export function Mark() {
  return (
    <svg class="px mark" viewBox="0 0 12 12" aria-hidden="true">
      <path class="px-paper" d="M1 1h10v9h-10zM2 10h1v1h-1zM5 10h2v1h-2zM9 10h1v1h-1z" />
      <path
        class="px-ink"
        d="M0 0h12v1h-12zM0 1h1v9h-1zM11 1h1v9h-1zM5 6h2v1h-2zM5 8h2v1h-2zM0 10h2v1h-2zM3 10h2v1h-2zM7 10h2v1h-2zM10 10h2v1h-2zM1 11h3v1h-3zM5 11h2v1h-2zM8 11h3v1h-3zM5 3h2v1h-2z"
      />
      <path class="px-owe" d="M2 2h2v1h-2zM8 2h2v1h-2zM2 3h3v1h-3zM7 3h3v1h-3zM2 4h2v1h-2zM8 4h2v1h-2z" />
    </svg>
  )
}
