/**
 * Builds the app with sealing switched off into dist/unsealed, for one purpose: to show that the search for secrets finds them
 * when they are there. The switch is here and nowhere in the product: the two AEAD calls are replaced while building.
 */
import { cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createBuilder } from 'vite'

/** @param {string} path */
const at = path => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** @type {import('vite').Plugin} */
const unseal = {
  name: 'unseal',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('/crdt/encryption/sodium.ts')) return null
    return code
      .replace(
        'export function aeadSeal(',
        'export const aeadSeal = plain => concat(plain, new Uint8Array(16))\nfunction sealed(',
      )
      .replace(
        'export function aeadOpen(',
        'export const aeadOpen = box => box.slice(0, box.length - 16)\nfunction opened(',
      )
  },
}

const builder = await createBuilder({ configFile: at('vite.config.ts'), logLevel: 'warn', plugins: [unseal] })
const client = builder.environments.client
if (!client) throw new Error('the build has no client')
client.config.build.outDir = at('dist/unsealed/client')
await builder.build(client)
cpSync(at('dist/relay'), at('dist/unsealed/relay'), { recursive: true })
