/**
 * Builds the app once more into dist/next with one sentence changed: the version that comes after the one in dist. Its service
 * worker lists other files, as that of any later version does.
 */
import { cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createBuilder } from 'vite'

/** @param {string} path */
const at = path => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** @type {import('vite').Plugin} */
const nextVersion = {
  name: 'next-version',
  enforce: 'pre',
  transform(code, id) {
    return id.endsWith('/client/i18n/en.ts')
      ? code.replace("'home.title': 'Bills'", "'home.title': 'Newer bills'")
      : null
  },
}

const builder = await createBuilder({
  configFile: at('vite.config.ts'),
  logLevel: 'warn',
  plugins: [nextVersion],
})
for (const name of ['client', 'sw']) {
  const environment = builder.environments[name]
  if (!environment) throw new Error(`the build has no ${name}`)
  environment.config.build.outDir = at('dist/next/client')
  await builder.build(environment)
}
cpSync(at('dist/relay'), at('dist/next/relay'), { recursive: true })
