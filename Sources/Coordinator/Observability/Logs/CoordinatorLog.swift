package import Logging
import Logs

/// Every log line of the coordinator that is no event of the event log. The raw values are searched for and never
/// renamed.
package enum CoordinatorLog: String, LogCode {
    case listening = "coordinator.listening"
    case tokenMade = "coordinator.tokenMade"
    case stopped = "coordinator.stopped"
    case databaseFailed = "database.failed"
    case requestFailed = "request.failed"
    case pageFailed = "page.failed"
    case noticeKept = "page.noticeKept"
    case sampleMissed = "overview.sampleMissed"
    case paymentSetAside = "payment.setAside"
    case railPollFailed = "rail.pollFailed"
    case railAlarmNotStored = "rail.alarmNotStored"
    case railOutboxFailed = "railOutbox.failed"
    case railNotAnswered = "railOutbox.notAnswered"
    case saleClockFailed = "saleClock.failed"
    case saleDeadlineFailed = "saleClock.deadlineFailed"
    case webhooksNotRead = "webhooks.notRead"
    case webhookFailed = "webhook.failed"
    case commandSent = "command.sent"
    case lineClockFailed = "lineClock.failed"
    case transfersPosted = "transfers.posted"
    case serialsProbed = "resolver.probed"
    case probeNotStored = "resolver.probeNotStored"
    case replicaOpened = "resolver.replicaOpened"
    case replicaRefused = "resolver.replicaRefused"
    case replicaClockMissed = "resolver.clockMissed"
    case logStopped = "log.stopped"
    case logAlarmNotStored = "log.alarmNotStored"
    case witnessSilent = "log.witnessSilent"

    package var level: Logger.Level {
        switch self {
        case .listening, .tokenMade: .notice
        case .stopped, .databaseFailed: .critical
        case .railPollFailed, .railNotAnswered, .noticeKept, .sampleMissed, .serialsProbed, .replicaClockMissed,
            .witnessSilent:
            .warning
        case .commandSent, .transfersPosted, .replicaOpened: .info
        default: .error
        }
    }

    package var message: String {
        switch self {
        case .listening: "listening"
        case .tokenMade: "the first operator's token was made"
        case .stopped: "the coordinator stops"
        case .databaseFailed: "the database can't go on, stopping"
        case .requestFailed: "request failed"
        case .pageFailed: "page failed"
        case .noticeKept: "a notice could not be forgotten"
        case .sampleMissed: "no queue sample was taken"
        case .paymentSetAside: "a payment could not be taken in and is set aside"
        case .railPollFailed: "rail poll failed"
        case .railAlarmNotStored: "the alarm of a rail could not be stored"
        case .railOutboxFailed: "rail outbox failed, trying again"
        case .railNotAnswered: "a rail did not answer, asking again"
        case .saleClockFailed: "sale clock failed, trying again"
        case .saleDeadlineFailed: "a sale's deadline failed"
        case .webhooksNotRead: "webhooks could not be read"
        case .webhookFailed: "a webhook failed"
        case .commandSent: "command sent"
        case .lineClockFailed: "line clock failed, trying again"
        case .transfersPosted: "transfers posted"
        case .serialsProbed: "somebody guesses serials and is held back"
        case .probeNotStored: "the alarm of guessed serials could not be stored"
        case .replicaOpened: "a copy of the database was opened"
        case .replicaRefused: "the newer copy of the database can't be used, the one before goes on"
        case .replicaClockMissed: "the clock of database copies was not set"
        case .logStopped: "the log of serials does not grow"
        case .logAlarmNotStored: "the alarm of the log could not be stored"
        case .witnessSilent: "a witness did not cosign, asking again"
        }
    }

    package var advice: String {
        switch self {
        case .listening, .commandSent, .transfersPosted, .replicaOpened: ""
        case .tokenMade: "Keep the file where only operators can read it."
        case .stopped: "Correct what `error` says and start it again."
        case .databaseFailed: "Check the disk (`dmesg`, SMART). The next start reads the database again."
        case .requestFailed, .pageFailed: "Nothing was changed. Report it with the line when it comes again."
        case .paymentSetAside: "Settle the payment by hand; its alarm says which sale it was for."
        case .railPollFailed: "Check the rail's node or service. Nothing is sold by it until it answers."
        case .webhookFailed: "It is tried again; GET /v1/webhooks says how it stands."
        case .railAlarmNotStored, .railOutboxFailed, .saleClockFailed, .lineClockFailed, .webhooksNotRead, .noticeKept,
            .sampleMissed, .probeNotStored, .replicaClockMissed, .logAlarmNotStored:
            "Check the disk; see `database` of /health."
        case .serialsProbed: "Look whose address it is; see docs/resolver.md, \"Guessed serials\"."
        case .replicaRefused: "Copy the file again, whole, and rename it into place; see docs/resolver.md."
        case .logStopped: "Do what `error` says. Leaves are kept and get their places when it works again."
        case .witnessSilent: "Do what `error` says, or wait when it says nothing to do. The log goes on without it."
        case .railNotAnswered: "Check the rail's node or service. Captures and releases are asked for until it answers."
        case .saleDeadlineFailed: "It is tried again in a minute. Report it when it comes again."
        }
    }
}
