import { randomBytes } from 'node:crypto'
import { describe } from 'vitest'
import { createMemoryStore } from '../../../relay/store/memory.ts'
import { storeContract } from './store-contract.ts'

describe('memory store', () => {
  storeContract(async () =>
    createMemoryStore({ roomBytes: 10_000, newLogId: () => new Uint8Array(randomBytes(16)) }),
  )
})
