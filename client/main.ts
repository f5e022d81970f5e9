import './jitless.ts'
import './theme.css'
import { mount } from 'svelte'
import App from './App.svelte'
import { applyAppearance } from './appearance.ts'
import { beatHeart } from './life/heart.ts'

const target = document.getElementById('app')
if (!target) throw new Error('index.html has no element with the id app')

applyAppearance(document.documentElement)
beatHeart()
target.replaceChildren()
mount(App, { target, props: { path: location.pathname } })

// Only with HTTPS or on this machine; elsewhere the pages do without, and say TANPA HTTPS.
if (import.meta.env.PROD && navigator.serviceWorker)
  navigator.serviceWorker.register('/service-worker.js').catch((error: unknown) => console.error(error))
