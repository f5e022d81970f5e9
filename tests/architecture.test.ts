import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** All files below a folder of the project, as paths from its root with slashes. */
function filesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
}

const text = (file: string): string => readFileSync(join(root, file), 'utf8')
const code = (folder: string): string[] => filesOf(folder).filter((file) => /\.(ts|svelte)$/.test(file))
const sources = ['client', 'server', 'shared'].flatMap(code)
const everything = [...sources, ...code('tests')]
const imports = (file: string): string[] =>
  [...text(file).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '')
const without = (lines: string): string => lines.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')

test('no file passes 200 lines but message catalogues and data', () => {
  const exempt = /^(client\/messages\/|server\/demo\/recording\/)/
  const long = everything.filter(
    (file) => !exempt.test(file) && text(file).trimEnd().split('\n').length > 200,
  )
  expect(long).toEqual([])
})

test('shared imports nothing but zod, turf and types', () => {
  const foreign = code('shared').flatMap((file) =>
    imports(file)
      .filter(
        (name) => !name.startsWith('.') && name !== 'zod' && !name.startsWith('@turf/') && name !== 'geojson',
      )
      .map((name) => `${file}: ${name}`),
  )
  expect(foreign).toEqual([])
})

test('client and server do not import each other, and shared imports neither', () => {
  const crossing = sources.flatMap((file) =>
    imports(file)
      .filter((name) => name.startsWith('.'))
      .map((name) => join(file, '..', name).replaceAll('\\', '/'))
      .filter((target) => {
        const [from, to] = [file.split('/')[0], target.split('/')[0]]
        return from !== to && to !== 'shared' && !(from === 'client' && to === 'public')
      })
      .map((target) => `${file} → ${target}`),
  )
  expect(crossing).toEqual([])
})

test('shared reads no clock', () => {
  const readers = code('shared').filter((file) =>
    /Date\.now\(|new Date\(\)|performance\.now/.test(without(text(file))),
  )
  expect(readers).toEqual([])
})

test.each([
  [
    'SQL',
    /\b(node:sqlite|from 'pg')/,
    /^server\/(log|registers|vault|access)\/|^server\/(quarantine|lock)\.ts$|^server\/cli\//,
  ],
  ['the environment', /process\.env/, /^server\/config\.ts$|^server\/cli\//],
  ['MapLibre', /from 'maplibre-gl|import\('maplibre-gl/, /^client\/map\//],
  ['socket.io', /from 'socket\.io(-client)?'/, /^(server\/live\.ts|client\/connection\.ts)$/],
])('%s stays in its place', (_name, pattern, place) => {
  const strayed = sources.filter((file) => pattern.test(without(text(file))) && !place.test(file))
  expect(strayed).toEqual([])
})

test.each([
  ['server/feeds', /^server\/feeds\/(?!index\.ts$)[\w-]+\.ts$/, /^export const \w+: (Feed|Reader)\b/m],
  ['server/duties', /^server\/duties\/(?!index\.ts$|duty\.ts$)[\w-]+\.ts$/, /^export const \w+: Duty\b/m],
  ['client/tiles', /^client\/tiles\/(?!index\.ts$)[A-Z]\w+\.svelte$/, /[\s\S]/],
  ['client/map/layers', /^client\/map\/layers\/(?!index\.ts$)[\w-]+\.ts$/, /[\s\S]/],
])('everything in %s is reachable from its registry', (folder, pattern, declares) => {
  const reached = new Set<string>()
  const visit = (file: string): void => {
    if (reached.has(file)) return
    reached.add(file)
    for (const name of imports(file).filter((each) => each.startsWith('.'))) {
      const target = join(file, '..', name).replaceAll('\\', '/')
      if (target.startsWith(folder)) visit(target)
    }
  }
  visit(`${folder}/index.ts`)
  const registered = filesOf(folder).filter((file) => pattern.test(file) && declares.test(text(file)))
  expect(registered.length).toBeGreaterThan(0)
  expect(registered.filter((file) => !reached.has(file))).toEqual([])
})

test('no time is written by the clock of whoever looks: every format names its zone', () => {
  const ownClock =
    /\.get(Hours|Minutes|Date|Day|Month|FullYear)\(|toLocaleTimeString|toLocaleDateString|(DateTimeFormat|toLocaleString)\((?![\s\S]{0,300}timeZone)/
  const places = sources.filter((file) => ownClock.test(without(text(file))))
  expect(places).toEqual([])
})

test('there is no drawer for what found no place', () => {
  const drawers = sources.filter((file) => /\/(utils|lib|helpers|common|services)\//.test(file))
  expect(drawers).toEqual([])
})

test('nothing has a default export but components and configuration', () => {
  const exporting = sources.filter((file) => file.endsWith('.ts') && /^export default/m.test(text(file)))
  expect(exporting).toEqual([])
})
