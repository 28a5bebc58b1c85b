/** Named marks that a memo can stand on: it runs again when its mark is touched. A mark costs nothing until somebody asks. */
import { createSignal } from 'solid-js'

export interface Marks {
  track(name: string): void
  touch(name: string): void
  touchEvery(): void
}

export function createMarks(): Marks {
  const marks = new Map<string, ReturnType<typeof createSignal<undefined>>>()
  return {
    track(name) {
      let mark = marks.get(name)
      if (mark === undefined) {
        mark = createSignal(undefined, { equals: false })
        marks.set(name, mark)
      }
      mark[0]()
    },
    touch(name) {
      marks.get(name)?.[1](undefined)
    },
    touchEvery() {
      for (const [, touch] of marks.values()) touch(undefined)
    },
  }
}
