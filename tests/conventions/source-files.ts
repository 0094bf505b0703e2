import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The folder of the program. */
export const root = resolve(import.meta.dirname, '../..')

/** Every file that is, or is about to be, committed; paths relative to the root. */
export const committedFiles = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
})
  .toString()
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path)))

/** Our TypeScript. */
export const sourceFiles = committedFiles.filter((path) => /\.tsx?$/.test(path))

/** The text of a committed file. */
export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** Lines of `paths` that match, as `path:line: text`. */
export function linesMatching(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((text, index) => (pattern.test(text) ? [`${path}:${index + 1}: ${text.trim()}`] : [])),
  )
}

/** The same, without lines that are comments. */
export function codeMatching(paths: readonly string[], pattern: RegExp): string[] {
  return linesMatching(paths, pattern).filter((line) => !/^\S+: (?:\/\/|\/\*|\*)/.test(line))
}

/** Whether the file holds tests or serves them. */
export function isTest(path: string): boolean {
  return /\.(?:test|fixture)\.tsx?$|^(?:tests|journeys|bench|soak)\/|\/testing\//.test(path)
}
