/** What was typed, kept on the device until it is sent: once under its id, whatever the line does. */
export interface Draft {
  id: string
  class: string
  category: string
  title: string
  description: string
  privacy: string
  name: string
  phone: string
  point?: [number, number]
  village?: string
  /** What the chosen place is called on the page. */
  where: string
  photos: Blob[]
  /** The person has sent it; it waits for a line. */
  queued: boolean
}

export function newDraft(): Draft {
  return {
    ...{ id: makeId(), class: 'pengaduan', category: '', title: '', description: '', privacy: 'open' },
    ...{ name: '', phone: '', where: '', photos: [], queued: false },
  }
}

/** crypto.randomUUID is there on https alone. */
function makeId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

const store = 'draft'

function open(): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const asked = indexedDB.open('ruang-pantau-lapor', 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(store)
    asked.onsuccess = () => done(asked.result)
    asked.addEventListener('error', () => fail(new Error('no storage')))
  })
}

async function withStore<T>(mode: IDBTransactionMode, act: (drafts: IDBObjectStore) => IDBRequest<T>) {
  const db = await open()
  try {
    return await new Promise<T>((done, fail) => {
      const asked = act(db.transaction(store, mode).objectStore(store))
      asked.onsuccess = () => done(asked.result)
      asked.addEventListener('error', () => fail(new Error('no storage')))
    })
  } finally {
    db.close()
  }
}

/** The draft of this device, if it keeps one. A browser that keeps nothing has none. */
export async function loadDraft(): Promise<Draft | undefined> {
  return withStore<Draft | undefined>('readonly', (drafts) => drafts.get('current')).catch(() => undefined)
}

/** Whether it was kept. */
export function saveDraft(draft: Draft): Promise<boolean> {
  return withStore('readwrite', (drafts) => drafts.put(draft, 'current')).then(
    () => true,
    () => false,
  )
}

export async function dropDraft(): Promise<void> {
  await withStore('readwrite', (drafts) => drafts.delete('current')).catch(() => undefined)
}
