package import Logging
import Logs

/// Every log line of the agent. The raw values are searched for and never renamed.
package enum AgentLog: String, LogCode {
    case ready = "agent.ready"
    case failed = "agent.failed"
    case enrolmentWaiting = "enrolment.waiting"
    case enrolmentFailed = "enrolment.failed"
    case sessionOpen = "session.open"
    case linkBroken = "link.broken"
    case journalFailed = "journal.failed"
    case journalSetAside = "journal.setAside"
    case commandReceived = "command.received"
    case commandMissing = "command.missing"
    case commandRefused = "command.refused"
    case commandNotUnderstood = "command.notUnderstood"
    case intentCommitted = "intent.committed"
    case deliveryEnded = "delivery.ended"
    case deliveryInterrupted = "delivery.interrupted"
    case unitEnded = "unit.ended"
    case unitInterrupted = "unit.interrupted"
    case runChanged = "run.changed"
    case receiptWritten = "receipt.written"
    case receiptsAcknowledged = "receipts.acknowledged"
    case receiptsNotTaken = "receipts.notTaken"
    case noRoomForCommand = "room.command"
    case noRoomForIntent = "room.intent"
    case noRoomForAnswer = "room.answer"
    case noRoomForRefusal = "room.refusal"
    case noRoomForCursor = "room.cursor"
    case noRoomForTelemetry = "room.telemetry"
    case releaseUnsigned = "release.unsigned"

    package var level: Logger.Level {
        switch self {
        case .failed, .journalFailed: .critical
        case .ready, .enrolmentWaiting: .notice
        case .enrolmentFailed, .linkBroken, .commandMissing, .commandRefused,
            .releaseUnsigned:
            .warning
        case .sessionOpen, .commandReceived, .intentCommitted, .deliveryEnded, .receiptWritten, .receiptsAcknowledged,
            .unitEnded, .runChanged:
            .info
        default: .error
        }
    }

    package var message: String {
        switch self {
        case .ready: "outputs safe, journal open"
        case .failed: "the agent stops"
        case .enrolmentWaiting: "waiting for an operator to allow this machine"
        case .enrolmentFailed: "not enrolled yet"
        case .sessionOpen: "session open"
        case .linkBroken: "link broken"
        case .journalFailed: "the journal failed"
        case .journalSetAside: "the journal was damaged and set aside; this machine enrols again"
        case .commandReceived: "command received"
        case .commandMissing: "a command is missing"
        case .commandRefused: "command refused"
        case .commandNotUnderstood: "a stored command is not understood"
        case .intentCommitted: "intent committed"
        case .deliveryEnded: "delivery ended"
        case .deliveryInterrupted: "a delivery was interrupted"
        case .unitEnded: "unit ended"
        case .unitInterrupted: "a unit was interrupted"
        case .runChanged: "run changed"
        case .receiptWritten: "receipt written"
        case .receiptsAcknowledged: "receipts acknowledged"
        case .receiptsNotTaken: "the coordinator takes no receipts"
        case .noRoomForCommand: "no room for a command"
        case .noRoomForIntent: "no room for an intent"
        case .noRoomForAnswer: "no room for an answer"
        case .noRoomForRefusal: "no room for a refusal"
        case .noRoomForCursor: "no room to move the cursor"
        case .noRoomForTelemetry: "no room for telemetry"
        case .releaseUnsigned: "nobody can tell whose release this is"
        }
    }

    package var advice: String {
        switch self {
        case .failed: "Correct what `error` says; the service manager starts it again."
        case .enrolmentWaiting: "Allow the machine: POST /v1/machines/{machine}/allow."
        case .enrolmentFailed, .linkBroken: "It is tried again. When it lasts, check network, address and time."
        case .journalFailed: "Check the disk (`dmesg`). The next start reads the journal again."
        case .journalSetAside: "Keep the named file, then allow the machine again."
        case .commandMissing: "It is asked for again by itself."
        case .commandRefused: "Look at `reason_code`; the coordinator raised an alarm."
        case .commandNotUnderstood: "The program is older than the journal: install the newer one."
        case .deliveryInterrupted: "Nothing is run again. Look at the lane when its sale is in doubt."
        case .unitInterrupted: "Nothing is marked again. Look for the unit at the reject gate when it is scrapped."
        case .receiptsNotTaken: "They come again by themselves. When it lasts, look at the coordinator's log."
        case .noRoomForCommand, .noRoomForIntent, .noRoomForAnswer, .noRoomForRefusal, .noRoomForCursor,
            .noRoomForTelemetry:
            "Free space on the disk of the state directory."
        case .releaseUnsigned: "Name the release keys in the coordinator's configuration: `releaseKeys`."
        default: ""
        }
    }
}
