extension EventKind {
    /// Who answers for an act that the audit log keeps.
    package enum Audited: Hashable, Sendable {
        /// Whoever the event's data name as `by`; without that member nobody did it, and it is no act.
        case caller
        /// The machine that the event is about: it refused something.
        case subject
    }

    /// Whether such an event is an act that the audit log keeps, and whose. This is the one place that decides it.
    package var audited: Audited? {
        switch self {
        case .commandRefused, .receiptRejected, .sessionRefused: .subject
        case .tokenMade, .tokenRevoked, .secretIssued, .machineAllowed, .machineQuarantined, .machineProfile,
            .profileSigned,
            .commandQueued,
            .placeCreated, .placeChanged, .stockChanged, .laneChanged, .saleResolved, .refundPaid,
            .alarmAcknowledged, .webhookMade, .webhookChanged, .webhookRemoved, .backupMade, .sessionStarted,
            .productChanged, .blockGranted, .blockReleased, .passportChanged, .runCreated, .runChanged,
            .productEvent, .partyChanged, .partyRevoked, .sessionEnded, .recoveryMachine, .recoveryFinished,
            .recoveryPayment, .linksMade, .linksChanged,
            .linksRemoved, .delegationMade, .delegationChanged, .delegationRemoved, .carriersPrinted:
            .caller
        case .machineEnrolled, .machineConnected, .commandReceived, .receiptStored, .orderCreated, .orderRefused,
            .quoteSigned, .sightingSeen, .sightingUnknown, .saleChanged, .saleDispatched, .railCaptured,
            .railReleased, .alarmRaised, .recoveryStarted, .recoveryDelivery, .receiptsMissing, .loginRefused,
            .blockClosed, .unitStamped:
            nil
        }
    }
}
