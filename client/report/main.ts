import '../theme.css'
import './report.css'
import { mount, type Component } from 'svelte'
import { applyAppearance, chosenTheme } from '../appearance.ts'
import Report from './Report.svelte'

/** The pages of the public: an entry of their own, so that a phone on a bad line loads no map, wall or desk. */
async function pageOf(name: string | undefined, number: string | undefined): Promise<Component> {
  if (name === 'statistik') return (await import('./Statistics.svelte')).default
  return number ? (await import('./Track.svelte')).default : Report
}

const target = document.getElementById('app')
if (!target) throw new Error('report.html has no element with the id app')

const [, name, number] = location.pathname.split('/')
applyAppearance(document.documentElement)
// In the hand and in daylight: light, unless the address or this device says otherwise.
if (!/theme=/.test(location.search) && chosenTheme() === 'dark') {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
}
const Page = await pageOf(name, number)
target.replaceChildren()
mount(Page, { target })
