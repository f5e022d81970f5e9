import { language } from '../appearance.ts'
import { reportEn } from '../messages/report-en.ts'
import { reportId, type ReportWords } from '../messages/report-id.ts'

/** What the public reads; apart from the catalogue of the other pages, which a phone need not load. */
export const words: ReportWords = language === 'en' ? reportEn : reportId
