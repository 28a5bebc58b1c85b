/** What is reckoned of a bill from when it is first asked for: Solid's memos work from when they are made. */
import { type Accessor, getOwner, runWithOwner } from 'solid-js'

/** Call it under the owner that what is made is to live under. */
export function whenAsked<Value>(make: () => Accessor<Value>): Accessor<Value> {
  const owner = getOwner()
  let made: Accessor<Value> | undefined
  return () => {
    made ??= runWithOwner(owner, make)
    if (made === undefined) throw new Error('the bill has no owner to work under')
    return made()
  }
}
