import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Locator, Page } from 'playwright-core'

const docs = resolve(import.meta.dirname, '../docs')
const pictures = join(docs, 'pictures')
const margin = 12

/** Where pictures are kept that `npm run pictures` asks for; any other run takes them and lets them go. */
const isKept = process.env.KEEP_PICTURES === '1'

/** Takes a picture for the docs of what lies between these parts of the screen, or of all of it. */
export async function takePicture(page: Page, name: string, ...parts: Locator[]): Promise<void> {
  await settled(page)
  const clip = parts.length > 0 ? { clip: await around(page, parts) } : {}
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide', ...clip })
  if (!isKept) return
  const path = join(pictures, `${name}.png`)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, picture)
}

/** The pictures that the guide shows and those that are there, by their names. */
export async function shownAndThere(): Promise<{ shown: string[]; there: string[] }> {
  const guide = join(docs, 'guide')
  const pages = (await readdir(guide)).filter((file) => file.endsWith('.md'))
  const texts = await Promise.all(pages.map((file) => readFile(join(guide, file), 'utf8')))
  const shown = texts.flatMap((text) =>
    [...text.matchAll(/pictures\/guide\/([\w-]+)\.png/g)].map(([, name]) => name ?? ''),
  )
  const there = (await readdir(join(pictures, 'guide'))).map((file) => file.replace('.png', ''))
  return { shown: [...new Set(shown)].sort(), there: there.sort() }
}

/** Nothing is loading, no note covers the corner, and what was last said has been painted. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('.mantine-Skeleton-root, [aria-busy="true"]'))
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 250)))),
  )
}

/** The smallest box around all of them, with some room, within the window. */
async function around(page: Page, parts: readonly Locator[]) {
  const found = await Promise.all(parts.map((part) => part.first().boundingBox()))
  const boxes = found.filter((box) => box !== null)
  const room = parts.length > 1 ? margin : 0
  const window = page.viewportSize() ?? { width: 1440, height: 900 }
  const left = Math.max(0, Math.min(...boxes.map(({ x }) => x)) - room)
  const top = Math.max(0, Math.min(...boxes.map(({ y }) => y)) - room)
  const right = Math.min(window.width, Math.max(...boxes.map(({ x, width }) => x + width)) + room)
  const bottom = Math.min(window.height, Math.max(...boxes.map(({ y, height }) => y + height)) + room)
  return { x: left, y: top, width: right - left, height: bottom - top }
}
