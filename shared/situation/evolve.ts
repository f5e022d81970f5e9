import { isAudit } from '../events/audit.ts'
import type { FoldedType, RecordedEvent } from '../events/types.ts'
import { alarmSaid } from './alarms.ts'
import { commitmentDrafted, commitmentFulfilled, commitmentSigned, sealMade } from './commitments.ts'
import { countDay } from './counters.ts'
import { decisionDecided, decisionRequested } from './decisions.ts'
import * as incidents from './incidents.ts'
import { indicatorDefined, indicatorMeasured } from './indicators.ts'
import { mediaReleased, mediaWithheld } from './media.ts'
import { newsTitle, noteLatest, taskFor } from './latest.ts'
import { observationMade } from './observations.ts'
import * as operations from './operations.ts'
import { planDropped, planSet } from './plans.ts'
import * as projects from './projects.ts'
import { reportReminded, reportSubmitted } from './reports.ts'
import * as relief from './relief.ts'
import * as room from './room.ts'
import { sitrepApproved, sitrepDrafted } from './sitreps.ts'
import { settingChanged } from './settings.ts'
import type { Situation, Touch } from './situation.ts'
import * as status from './status.ts'
import { taskAssigned, taskCompleted, taskMoved } from './tasks.ts'
import * as tickets from './tickets.ts'
import { warningStated } from './warnings.ts'

/** The log holds a type that this fold does not know: its version is older than the log. */
export class UnknownType extends Error {
  constructor(event: never) {
    const { type, seq } = event as RecordedEvent
    super(`the log holds ${type} at seq ${seq}, which this version does not know: a newer one wrote it`)
  }
}

/** Folds one event in, in constant time, and answers what it touched. Never reads the clock. */
export function evolve(situation: Situation, event: RecordedEvent): Touch[] {
  const touched: Touch[] = []
  situation.seq = event.seq
  situation.recorded = event.recorded
  if (isAudit(event)) return touched
  const before = { title: newsTitle(situation, event), task: taskFor(situation, event) }
  apply(situation, touched, event)
  countDay(situation, touched, event.recorded, event.type)
  noteLatest(situation, touched, event, before)
  return touched
}

function apply(situation: Situation, touched: Touch[], event: RecordedEvent<FoldedType>): void {
  switch (event.type) {
    case 'observation.made':
      return observationMade(situation, touched, event)
    case 'incident.reported':
      return incidents.incidentReported(situation, touched, event)
    case 'incident.verified':
      return incidents.incidentVerified(situation, touched, event)
    case 'incident.assessed':
      return incidents.incidentAssessed(situation, touched, event)
    case 'incident.resolved':
    case 'incident.rejected':
    case 'incident.merged':
      return incidents.incidentClosed(situation, touched, event)
    case 'incident.unmerged':
      return incidents.incidentUnmerged(situation, touched, event)
    case 'incident.noted':
      return room.incidentNoted(situation, touched, event)
    case 'incident.picked':
      return incidents.incidentPicked(situation, touched, event)
    case 'task.assigned':
      return taskAssigned(situation, touched, event)
    case 'task.acknowledged':
    case 'task.progressed':
    case 'task.escalated':
      return taskMoved(situation, touched, event)
    case 'task.completed':
      return taskCompleted(situation, touched, event)
    case 'warning.issued':
    case 'warning.updated':
    case 'warning.cancelled':
      return warningStated(situation, touched, event)
    case 'ticket.opened':
      return tickets.ticketOpened(situation, touched, event)
    case 'ticket.verified':
    case 'ticket.routed':
    case 'ticket.progressed':
    case 'ticket.answered':
    case 'ticket.returned':
    case 'ticket.held':
    case 'ticket.resumed':
      return tickets.ticketMoved(situation, touched, event)
    case 'ticket.examined':
      return tickets.ticketExamined(situation, touched, event)
    case 'ticket.closed':
      return tickets.ticketClosed(situation, touched, event)
    case 'ticket.reopened':
      return tickets.ticketReopened(situation, touched, event)
    case 'project.registered':
      return projects.projectRegistered(situation, touched, event)
    case 'project.progressed':
      return projects.projectProgressed(situation, touched, event)
    case 'milestone.reached':
      return projects.milestoneReached(situation, touched, event)
    case 'project.summoned':
      return projects.projectSummoned(situation, touched, event)
    case 'plan.set':
      return planSet(situation, touched, event)
    case 'plan.dropped':
      return planDropped(situation, touched, event)
    case 'report.reminded':
      return reportReminded(situation, touched, event)
    case 'commitment.drafted':
      return commitmentDrafted(situation, touched, event)
    case 'seal.made':
      return sealMade(situation, touched, event)
    case 'sealkey.published':
      return
    case 'decision.requested':
      return decisionRequested(situation, touched, event)
    case 'decision.decided':
      return decisionDecided(situation, touched, event)
    case 'indicator.defined':
      return indicatorDefined(situation, touched, event)
    case 'indicator.measured':
      return indicatorMeasured(situation, touched, event)
    case 'report.submitted':
      return reportSubmitted(situation, touched, event)
    case 'commitment.signed':
      return commitmentSigned(situation, touched, event)
    case 'commitment.fulfilled':
      return commitmentFulfilled(situation, touched, event)
    case 'source.declared':
    case 'source.heard':
    case 'source.failed':
    case 'source.recovered':
      return operations.sourceSaid(situation, touched, event)
    case 'alarm.raised':
    case 'alarm.acknowledged':
    case 'alarm.silenced':
    case 'alarm.shelved':
    case 'alarm.unshelved':
    case 'alarm.returned':
    case 'alarm.cleared':
      return alarmSaid(situation, touched, event)
    case 'status.declared':
      return status.statusDeclared(situation, touched, event)
    case 'status.extended':
      return status.statusExtended(situation, touched, event)
    case 'status.ended':
      return status.statusEnded(situation, touched, event)
    case 'meeting.held':
      return status.meetingHeld(situation, touched, event)
    case 'command.assigned':
    case 'command.relieved':
      return status.commandSaid(situation, touched, event)
    case 'population.counted':
      return relief.populationCounted(situation, touched, event)
    case 'incident.estimated':
      return relief.incidentEstimated(situation, touched, event)
    case 'stock.changed':
      return relief.stockChanged(situation, touched, event)
    case 'resource.reported':
      return relief.resourceReported(situation, touched, event)
    case 'resource.withdrawn':
      return relief.resourceWithdrawn(situation, touched, event)
    case 'sitrep.drafted':
      return sitrepDrafted(situation, touched, event)
    case 'sitrep.approved':
      return sitrepApproved(situation, touched, event)
    case 'setting.changed':
      return settingChanged(situation, touched, event)
    case 'media.released':
      return mediaReleased(situation, touched, event)
    case 'media.withheld':
      return mediaWithheld(situation, touched, event)
    case 'handover.given':
      return room.handoverGiven(situation, touched, event)
    case 'handover.accepted':
      return room.handoverAccepted(situation, touched, event)
    case 'exercise.planned':
    case 'exercise.started':
    case 'exercise.injected':
    case 'exercise.ended':
    case 'exercise.reviewed':
      return room.exerciseSaid(situation, touched, event)
    default:
      throw new UnknownType(event satisfies never)
  }
}
