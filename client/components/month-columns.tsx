/**
 * One's share of some months as columns of squares, three wide, the last one in ink: home's chart. Its label says all of it.
 * Squares are whole pixels, smaller ones on a phone.
 */
import { For } from 'solid-js'

/** How many squares are beside each other. */
export const columnWide = 3

export interface MonthColumn {
  /** "Nov" */
  readonly label: string
  readonly squares: number
}

export function MonthColumns(props: {
  /** All the data in words. */
  readonly label: string
  readonly columns: readonly MonthColumn[]
  readonly large: boolean
}) {
  const size = () => (props.large ? { square: 10, gap: 2, column: 52 } : { square: 6, gap: 2, column: 36 })
  const step = () => size().square + size().gap
  const wide = () => columnWide * step() - size().gap
  const rows = () => Math.max(1, ...props.columns.map(column => Math.ceil(column.squares / columnWide)))
  const width = () => (props.columns.length - 1) * size().column + wide()
  const height = () => rows() * step()
  return (
    <svg
      class="pxc"
      width={width()}
      height={height() + 20}
      viewBox={`0 0 ${width()} ${height() + 20}`}
      role="img"
      aria-label={props.label}
    >
      <For each={props.columns}>
        {(column, at) => {
          const isLast = () => at() === props.columns.length - 1
          return (
            <>
              <path
                class={isLast() ? 'c-now' : 'c-then'}
                d={squaresPath(
                  column.squares,
                  columnWide,
                  size().square,
                  step(),
                  at() * size().column,
                  height(),
                )}
              />
              <text
                x={at() * size().column + wide() / 2}
                y={height() + 16}
                text-anchor="middle"
                class="ax"
                classList={{ on: isLast() }}
              >
                {column.label}
              </text>
            </>
          )
        }}
      </For>
    </svg>
  )
}

/** Squares from the left and from the bottom up; `from` are those below that are drawn already. */
export function squaresPath(
  count: number,
  wide: number,
  square: number,
  step: number,
  x: number,
  bottom: number,
  from = 0,
): string {
  return Array.from({ length: count }, (_, i) => {
    const at = from + i
    const left = x + (at % wide) * step
    const top = bottom - (Math.floor(at / wide) + 1) * step
    return `M${left} ${top}h${square}v${square}h-${square}z`
  }).join('')
}
