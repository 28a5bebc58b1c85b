/**
 * A QR code, drawn by Solid as one path: always dark on white with four modules of quiet zone, in dark mode too, for
 * cameras cannot read it otherwise. The encoder is fetched when a code is first shown.
 */
import { createEffect, createSignal, Show } from 'solid-js'

const quietModules = 4

interface Drawing {
  readonly path: string
  readonly modules: number
}

/** One run of dark modules is one rectangle, so that no hairlines show between them. */
export function drawModules(dark: readonly (readonly boolean[])[]): Drawing {
  let path = ''
  dark.forEach((row, y) => {
    let x = 0
    while (x < row.length) {
      let end = x
      while (row[end]) end += 1
      if (end > x) path += `M${x} ${y}h${end - x}v1h${x - end}z`
      x = end + 1
    }
  })
  return { path, modules: dark.length }
}

export function QrCode(props: { readonly text: string; readonly label: string }) {
  const [drawing, setDrawing] = createSignal<Drawing>()
  createEffect(() => {
    const text = props.text
    import('qr').then(({ default: encode }) =>
      setDrawing(drawModules(encode(text, 'raw', { border: quietModules, ecc: 'medium' }))),
    )
  })
  return (
    <div class="qr">
      <Show when={drawing()}>
        {shown => (
          <svg
            class="px"
            viewBox={`0 0 ${shown().modules} ${shown().modules}`}
            role="img"
            aria-label={props.label}
          >
            <path fill="currentColor" d={shown().path} />
          </svg>
        )}
      </Show>
    </div>
  )
}
