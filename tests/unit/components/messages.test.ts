import { afterEach, describe, expect, it } from 'vitest'
import {
  actOnMessage,
  dismissMessage,
  dismissStepMessage,
  leaveMessage,
  message,
  showMessage,
} from '../../../client/components/messages.ts'

const happened: string[] = []
const removed = (title: string, lastStep = false) => ({
  text: title,
  lastStep,
  action: { label: 'Undo', run: () => void happened.push(`${title} is back`) },
  onGone: () => void happened.push(`${title} is gone`),
})

afterEach(() => {
  dismissMessage()
  happened.length = 0
})

describe('What waits until it can no longer be taken back', () => {
  it('happens when the message leaves by itself', () => {
    showMessage(removed('Lisbon'))
    expect(happened).toEqual([])
    dismissMessage()
    expect(happened).toEqual(['Lisbon is gone'])
    dismissMessage()
    expect(happened).toHaveLength(1)
  })

  it('happens when another message takes its place, and not to that one', () => {
    showMessage(removed('Lisbon'))
    showMessage(removed('Dinner'))
    expect(happened).toEqual(['Lisbon is gone'])
    expect(message()?.text).toBe('Dinner')
  })

  it('never happens once the key was pressed', () => {
    showMessage(removed('Lisbon'))
    actOnMessage()
    expect(message()).toBeNull()
    dismissMessage()
    expect(happened).toEqual(['Lisbon is back'])
    actOnMessage()
    expect(happened).toHaveLength(1)
  })

  it('happens when a step ends the message of the step before', () => {
    showMessage(removed('Lisbon'))
    dismissStepMessage()
    expect(happened).toEqual([])
    showMessage(removed('Row', true))
    dismissStepMessage()
    expect(happened).toEqual(['Lisbon is gone', 'Row is gone'])
  })
})

describe('What a message offers to do to a bill', () => {
  it('ends with the page of the bill; what can be done from anywhere stays, and so does what only tells', () => {
    showMessage(removed('Wine'))
    leaveMessage()
    expect(message()).toBeNull()
    showMessage({ ...removed('Lisbon'), stays: true })
    leaveMessage()
    expect(message()?.text).toBe('Lisbon')
    showMessage({ text: 'Copied.' })
    leaveMessage()
    expect(message()?.text).toBe('Copied.')
  })
})
