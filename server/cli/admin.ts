import * as z from 'zod'
import { Links } from '../access/links.ts'
import { openStore } from '../access/open-store.ts'
import { createFolder } from '../create-folder.ts'
import { misused, words, type Run } from './command.ts'
import { runningServer } from './open-data.ts'

const usage = 'admin create --email E'
const email = z.email().max(200)

/** `ruang admin create`: a one-time link with which an administrator sets a password. A running server obeys at once. */
export const admin: Run = async ({ args: [action = '', ...args], config, print, warn }) => {
  if (action !== 'create') throw misused('admin create', usage)
  const { values } = words(args, usage, { email: { type: 'string' } }, 0)
  const given = email.safeParse(values.email?.trim().toLowerCase())
  if (!given.success) throw misused('--email: give the administrator’s e-mail address', usage)
  const configured = config()
  createFolder(configured.DATA_DIR)
  const store = await openStore(configured)
  try {
    const [name = ''] = given.data.split('@')
    const token = await new Links(store).create({ email: given.data, name, role: 'admin' })
    const holder = runningServer(configured)
    const { PUBLIC_URL, HOST, PORT, tls } = configured
    const address =
      PUBLIC_URL ??
      holder?.address ??
      `${tls ? 'https' : 'http'}://${/^(0\.0\.0\.0|::)$/.test(HOST) ? '127.0.0.1' : HOST}:${PORT}`
    print(new URL(`/masuk#${token}`, address).href)
    warn('valid for 24 hours and one use; whoever opens it becomes administrator')
    return 0
  } finally {
    await store.close()
  }
}
