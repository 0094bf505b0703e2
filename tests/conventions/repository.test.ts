import { hostname } from 'node:os'
import { describe, expect, it } from 'vitest'
import { committedFiles, linesMatching, read, root } from './source-files.ts'

const textFiles = committedFiles.filter((path) => !/\.(?:png|jpe?g|gif|ico|woff2?|wav|webp|pdf|xlsx)$/.test(path))
const packageJson: Record<string, Record<string, string>> = JSON.parse(read('package.json'))

describe('the repository', () => {
  it('names neither a folder nor a host of the machine that it was written on', () => {
    const parent = root.slice(0, root.lastIndexOf('/') + 1)
    const ofThisMachine = [root, parent.length > 2 ? parent : root, hostname().length > 8 ? hostname() : root]
    const found = textFiles.filter((path) => ofThisMachine.some((text) => read(path).includes(text)))
    expect(found).toEqual([])
  })

  it('pins every package to one version', () => {
    const kinds = ['dependencies', 'devDependencies', 'optionalDependencies']
    const all = kinds.flatMap((kind) => Object.entries(packageJson[kind] ?? {}))
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([])
  })

  it('locks packages without saying where this machine got them', () => {
    expect(
      linesMatching(
        ['package-lock.json'],
        /"resolved"|https?:\/\/(?!.*(?:github|opencollective|funding|sponsor|paypal|ko-fi|patreon|tidelift|buymeacoffee|feross))\S*registry/,
      ),
    ).toEqual([])
    expect(linesMatching(['.npmrc'], /registry\s*=|_auth|token/i)).toEqual([])
  })

  it('holds no key', () => {
    expect(linesMatching(textFiles, /^-----BEGIN [A-Z ]*PRIVATE KEY-----$/)).toEqual([])
  })

  it('proves in CI exactly what the README says', () => {
    const commands = read('.ci/run')
      .split('\n')
      .filter((line) => line.startsWith('exec '))
    expect(commands).toEqual(['exec npm test'])
  })

  it.each(textFiles.filter((path) => path.endsWith('.md')))('has every npm script that %s mentions', (path) => {
    const mentioned = read(path).matchAll(/\bnpm (?:run (?:--silent |-s )?([\w:-]+)|(start|test))\b/g)
    const names = [...mentioned].map(([, script, builtIn]) => script ?? builtIn ?? '')
    expect(names.filter((name) => !(name in (packageJson.scripts ?? {})))).toEqual([])
  })

  it.each(textFiles.filter((path) => path.endsWith('.md')))('has every file that %s links to', (path) => {
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : ''
    const links = [...read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, target]) => target ?? '')
    const targets = links.map((target) => new URL(target, `file:///${folder}`).pathname.slice(1))
    const isThere = (target: string) =>
      committedFiles.some((file) => file === target || file.startsWith(`${target.replace(/\/$/, '')}/`))
    expect(targets.filter((target) => !isThere(target))).toEqual([])
  })

  it('has every test that docs/better.md names', () => {
    const named = [...read('docs/better.md').matchAll(/\]\(\.\.\/([^)]+)\): (“[^”]+”(?:, “[^”]+”)*)/g)].flatMap(
      ([, path = '', names = '']) =>
        names
          .slice(1, -1)
          .split('”, “')
          .map((name) => ({ path, name })),
    )
    expect(named.length).toBeGreaterThan(50)
    expect(named.filter(({ path, name }) => !read(path).includes(name))).toEqual([])
  })
})
