/** What vite.config.ts hands the service worker: all files of the build that it is part of. */
declare module 'virtual:precache' {
  export const shell: import('./shell.ts').Shell
}
