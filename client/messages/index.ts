import { language } from '../appearance.ts'
import { en } from './en.ts'
import { id, type Messages } from './id.ts'

/** What people read on the screen, in the language of this page. */
export const m: Messages = language === 'en' ? en : id
