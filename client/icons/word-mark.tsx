/** The word mark, five pixels high. Its label is the product's name, which is not translated. */
export function WordMark() {
  return (
    <svg class="px word-mark" viewBox="0 0 40 5" role="img" aria-label="Billington">
      <path
        class="px-text"
        d="M0 0h3v1h-3zM5 0h1v5h-1zM7 0h1v4h-1zM11 0h1v4h-1zM15 0h1v5h-1zM17 0h1v1h-1zM20 0h1v2h-1zM23 0h3v1h-3zM27 0h3v1h-3zM32 0h2v1h-2zM36 0h1v1h-1zM39 0h1v2h-1zM0 1h1v1h-1zM3 1h1v1h-1zM17 1h2v1h-2zM22 1h1v3h-1zM28 1h1v4h-1zM31 1h1v3h-1zM34 1h1v3h-1zM36 1h2v1h-2zM0 2h3v1h-3zM17 2h1v3h-1zM19 2h2v1h-2zM24 2h2v1h-2zM36 2h1v3h-1zM38 2h2v1h-2zM0 3h1v1h-1zM3 3h1v1h-1zM20 3h1v2h-1zM25 3h1v1h-1zM39 3h1v2h-1zM0 4h3v1h-3zM7 4h3v1h-3zM11 4h3v1h-3zM23 4h3v1h-3zM32 4h2v1h-2z"
      />
    </svg>
  )
}
