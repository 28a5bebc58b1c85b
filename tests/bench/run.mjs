/**
 * `npm run bench`: how fast the relay is, beside its baselines in the same run. A part by name: `npm run bench -- idle`
 * (deliveries, latency, idle, tap, list); each says in its file what it counts. `--rooms=2,5,100` sets the sizes of the rooms
 * for deliveries. Builds when a source is newer than dist/.
 */
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { ensureBuild, root } from '../../relay/prepare.mjs'

if (!ensureBuild()) process.exit(1)
const { module } = await runnerImport(join(root, 'tests/bench/bench.ts'), {
  configFile: false,
  logLevel: 'error',
})
await module.bench(process.argv.slice(2))
process.exit(0)
