/**
 * Makes a fresh clone ready: installs the packages when what is installed is not what the lockfile names, builds
 * when a source is newer than what was built. Plain JavaScript over Node's own modules, since it runs before
 * anything is installed. Used by `npm start` and `npm test`; both say in plain words what they wait for.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** @param {string} text */
const say = text => process.stdout.write(`${text}\n`)

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean, env?: NodeJS.ProcessEnv }} [options] quiet: output is shown only if the command fails
 * @returns {boolean} true when it ended with 0
 */
export function run(command, args, { quiet = false, env = process.env } = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, [...args], {
    cwd: root,
    env,
    stdio: quiet ? 'pipe' : 'inherit',
    shell: process.platform === 'win32',
  })
  if (status === 0) return true
  if (quiet) process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`)
  if (error) process.stderr.write(`${command}: ${error.message}\n`)
  return false
}

/**
 * The packages of a lockfile, path to version, without those for other platforms.
 * @param {string} path
 * @param {boolean} dev with devDependencies
 * @returns {Map<string, string> | null} null when there is no such file
 */
function lockedPackages(path, dev) {
  try {
    /** @type {{ packages: Record<string, { version?: string, dev?: boolean, optional?: boolean, devOptional?: boolean }> }} */
    const lock = JSON.parse(readFileSync(join(root, path), 'utf8'))
    return new Map(
      Object.entries(lock.packages)
        .filter(([name, { dev: isDev, devOptional, optional }]) => {
          return name !== '' && !optional && !devOptional && (dev || !isDev)
        })
        .map(([name, { version }]) => [name, version ?? '']),
    )
  } catch {
    return null
  }
}

/**
 * True when `node_modules` holds each package of the lockfile at its version. Versions are compared, not times:
 * a checkout sets times as it likes.
 * @param {boolean} dev with devDependencies
 */
function packagesAreThere(dev) {
  const wanted = lockedPackages('package-lock.json', dev)
  const installed = lockedPackages('node_modules/.package-lock.json', true)
  if (!wanted || !installed) return false
  return [...wanted].every(([name, version]) => installed.get(name) === version)
}

/**
 * Installs what the lockfile names, when it is not there yet.
 * @param {{ dev: boolean }} options
 * @returns {boolean} false when npm failed; it said why
 */
export function ensurePackages({ dev }) {
  if (packagesAreThere(dev)) return true
  say('Installing packages…')
  return run('npm', [
    'ci',
    dev ? '--include=dev' : '--omit=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ])
}

/**
 * The time of the newest file at or below a path, in ms; 0 when there is none.
 * @param {string} path
 * @returns {number}
 */
function newestMs(path) {
  const entry = statSync(join(root, path), { throwIfNoEntry: false })
  if (!entry) return 0
  if (!entry.isDirectory()) return entry.mtimeMs
  return readdirSync(join(root, path)).reduce(
    (newest, name) => Math.max(newest, newestMs(join(path, name))),
    0,
  )
}

/**
 * Builds dist/client and dist/relay when a source is newer than they are.
 * @returns {boolean} false when the build failed; its output was shown
 */
export function ensureBuild() {
  const built = Math.min(newestMs('dist/client/index.html'), newestMs('dist/relay/main.js'))
  const sources = ['client', 'crdt', 'relay', 'vite.config.ts', 'package-lock.json']
  if (built > Math.max(...sources.map(newestMs))) return true
  say('Building the app and the relay…')
  const { VITEST: _, ...env } = process.env
  return run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--app', '--logLevel', 'warn'], {
    quiet: true,
    env,
  })
}
