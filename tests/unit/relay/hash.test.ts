import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { proofReady, sodiumProof } from '../../../crdt/encryption/proof.ts'
import { proof } from '../../../relay/hash.ts'

beforeAll(() => proofReady)

test('the relay hashes as every client does (PROTOCOL.md 1.2)', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes, prefix) => {
      const [ours, theirs] = [proof, sodiumProof].map(side => {
        const hash = side.entryHash(bytes)
        return [...hash, ...side.nextPrefix(prefix, hash), ...side.hash('x', prefix, bytes)]
      })
      expect(ours).toEqual(theirs)
    }),
  )
})
