import { describe, expect, test } from 'vitest'
import { ConfigError, limitVariable, loadConfig } from '../../../relay/config.ts'
import { defaultLimits } from '../../../relay/limits.ts'

/** The lines of complaint about an environment. */
function problems(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message.split('\n')
  }
}

describe('settings', () => {
  test('all have a default', () => {
    expect(loadConfig({})).toEqual({
      host: '0.0.0.0',
      port: 8080,
      dataDir: './data',
      store: 'sqlite',
      publicUrl: null,
      publicHosts: [],
      relays: [],
      allowOrigins: [],
      serviceWorker: 'on',
      logLevel: 'info',
      clientDir: null,
      limits: defaultLimits,
    })
  })

  test('that are empty are as if they were not there', () => {
    expect(loadConfig({ PORT: '', STORE: ' ', PUBLIC_URL: '', RELAYS: '' })).toEqual(loadConfig({}))
  })

  test('are read in the forms people write them', () => {
    const config = loadConfig({
      PUBLIC_URL: 'https://Bills.Example.org/',
      PUBLIC_HOSTS: 'bills.example.org, 10.0.0.5:8080,',
      RELAYS: 'relay.example.org, wss://two.example:8443, https://three.example',
      ALLOW_ORIGINS: 'https://friend.example,http://localhost:3000/',
      STORE: 'none',
      PORT: '0',
    })
    expect(config.publicUrl).toBe('https://bills.example.org')
    expect(config.publicHosts).toEqual(['bills.example.org', '10.0.0.5:8080'])
    expect(config.relays).toEqual([
      'wss://relay.example.org',
      'wss://two.example:8443',
      'wss://three.example',
    ])
    expect(config.allowOrigins).toEqual(['https://friend.example', 'http://localhost:3000'])
    expect([config.store, config.port]).toEqual(['none', 0])
  })

  test('* stands for all relays and all origins', () => {
    expect(loadConfig({ RELAYS: 'a.example,*', ALLOW_ORIGINS: '*' })).toMatchObject({
      relays: ['*'],
      allowOrigins: ['*'],
    })
  })

  test.each([
    [{ PORT: '65536' }, 'PORT must be a port from 0 to 65535, not "65536"'],
    [{ PORT: '8o80' }, 'PORT must be a port from 0 to 65535, not "8o80"'],
    [{ STORE: 'postgres' }, 'STORE must be sqlite, memory or none, not "postgres"'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be silent, error, warn, info or debug, not "loud"'],
    [
      { PUBLIC_URL: 'bills.example.org' },
      'PUBLIC_URL must be a URL without a path, such as https://bills.example.org, not "bills.example.org"',
    ],
    [
      { PUBLIC_URL: 'https://example.org/bills' },
      'PUBLIC_URL must be a URL without a path, such as https://bills.example.org, not "https://example.org/bills"',
    ],
    [
      { PUBLIC_HOSTS: 'https://x.example' },
      'PUBLIC_HOSTS must be hosts with commas between, such as bills.example.org,10.0.0.5:8080, not "https://x.example"',
    ],
    [
      { RELAYS: "x.example; script-src 'unsafe-inline'" },
      'RELAYS must be hosts with commas between, such as relay.example.org, or *, not "x.example; script-src \'unsafe-inline\'"',
    ],
    [
      { ALLOW_ORIGINS: 'null' },
      'ALLOW_ORIGINS must be origins with commas between, such as https://example.org, or *, not "null"',
    ],
    [{ HOST: 'a b' }, 'HOST must be an address to listen on, not "a b"'],
    [{ LIMIT_ROOM_BYTES: '0' }, 'LIMIT_ROOM_BYTES must be a whole number of at least 1, not "0"'],
  ])('%j is refused by name', (env, message) => {
    expect(problems(env)).toEqual([message])
  })

  test('are complained about all at once', () => {
    expect(problems({ PORT: 'x', STORE: 'x', LIMIT_PING_MS: 'x' }).length).toBe(3)
  })

  test('each limit has a variable of its name', () => {
    expect(limitVariable('upgradesPerAddressPerMin')).toBe('LIMIT_UPGRADES_PER_ADDRESS_PER_MIN')
    expect(loadConfig({ LIMIT_ENTRIES_PER_S: '500', LIMIT_CUT_MS: '1' }).limits).toEqual({
      ...defaultLimits,
      entriesPerS: 500,
      cutMs: 1,
    })
  })
})
