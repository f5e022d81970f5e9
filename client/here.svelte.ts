import { moment } from './format.ts'
import type { Site } from './site.ts'

/** Where this installation stands, on pages without a living situation: once the server has said it. */
class Here {
  site = $state.raw<Site | undefined>()

  /** 09.15 WITA, 5 Agu 09.15 WITA: by the site's clock, never this device's; a dash where it is no time or not known yet. */
  moment(utc: string): string {
    const at = Date.parse(utc)
    return this.site && !Number.isNaN(at) ? `${moment(at, Date.now(), this.site)} ${this.site.zone}` : '—'
  }
}

export const here = new Here()
