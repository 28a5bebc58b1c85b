/**
 * `npm test`: all that must pass, from a fresh clone. Installs what the tests need, builds, runs the unit and
 * property tests, then the browser tests against the built app. A part by name: `node tests/run.mjs unit`,
 * `property`, `browser`; `--runs=20000` sets how many cases a property tries; words after it go to the runner. `simulate` is
 * not among all: phones, a relay and faults from `--seeds=10000` seeds, fresh ones each time.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { ensureBuild, ensurePackages, run } from '../relay/prepare.mjs'
import { chromiumPath, chromiums } from './chromium.mjs'

const parts = ['unit', 'property', 'browser', 'simulate']
const words = process.argv.slice(2)
const part = words.find(word => parts.includes(word))
/** The last one said: what follows `npm run simulate --` comes after what the script says. @param {string} name */
const setting = name => words.findLast(word => word.startsWith(name))?.slice(name.length)
const runs = setting('--runs=')
const seeds = setting('--seeds=')
const passedOn = words.filter(word => word !== part && !/^--(runs|seeds)=/.test(word))
// The long run draws its own seed and says which; the short one is the same every time (tests/world/seed.ts).
const seed = runs ? String(Date.now() % 1e9) : undefined
const env = {
  ...(runs && { PROPERTY_SEED: seed }),
  ...(seeds && { SIMULATION_FROM: String(Date.now() % 1e9) }),
  ...process.env,
  ...(runs && { PROPERTY_RUNS: runs }),
  ...(seeds && { SIMULATION_SEEDS: seeds }),
}
if (runs) console.log(`PROPERTY_SEED=${env.PROPERTY_SEED}`)
if (seeds) console.log(`SIMULATION_FROM=${env.SIMULATION_FROM} SIMULATION_SEEDS=${env.SIMULATION_SEEDS}`)
const wants = /** @param {string} name */ name => part === undefined || part === name

/** @param {string} reason */
function fail(reason) {
  console.error(reason)
  process.exit(1)
}

/** Sees to it that there is a Chromium (chromium.mjs): the better one by apt-get where that is ours to do. */
function ensureChromium() {
  const mayInstall =
    process.env.CHROMIUM_PATH === undefined && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (mayInstall) installChromium()
  if (!existsSync(chromiumPath())) {
    fail(
      `Browser tests need Chromium at ${chromiumPath()}: install it (Debian: apt-get install chromium-headless-shell) or set CHROMIUM_PATH.`,
    )
  }
}

function installChromium() {
  if (chromiums.findIndex(({ path }) => existsSync(path)) === 0) return
  console.log('Installing Chromium…')
  const apt = { quiet: true, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  run('apt-get', ['update', '-qq', '-o', 'Acquire::http::Timeout=30'], apt)
  for (const { path, debian } of chromiums) {
    if (existsSync(path) || run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', debian], apt))
      return
  }
}

/**
 * Runs a package's command with the rest of the words, inheriting the terminal.
 * @param {string} script
 * @param {readonly string[]} args
 */
function tool(script, args) {
  const { status } = spawnSync(process.execPath, [script, ...args, ...passedOn], { stdio: 'inherit', env })
  return status === 0
}

if (!ensurePackages({ dev: true })) fail('The packages could not be installed.')
if (wants('browser')) ensureChromium()
if (part !== 'simulate' && !ensureBuild()) fail('The build failed.')

let passed = true
if (wants('unit') || wants('property')) {
  const folders = part ? [`tests/${part}/`] : []
  passed = tool('node_modules/vitest/vitest.mjs', ['run', ...folders]) && passed
}
if (part === 'simulate') {
  passed = tool('node_modules/vitest/vitest.mjs', ['run', '--project', 'node', 'tests/property/sync/'])
}
if (wants('browser')) {
  passed = tool('node_modules/@playwright/test/cli.js', ['test']) && passed
}
process.exit(passed ? 0 : 1)
