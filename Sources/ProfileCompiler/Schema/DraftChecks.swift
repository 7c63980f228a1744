import Machine

/// What is wrong with a draft whose shape is right: lines, times, ids and states that do not go together.
struct DraftChecks {
    let draft: Draft
    let board: Board?
    let faults: FaultCollector

    func run() {
        checkIDs()
        checkLines()
        checkWatchdog()
        for lane in draft.lanes {
            checkTimes(lane)
            checkHardwareLimit(lane)
            checkStates(lane)
            checkStock(lane)
        }
        for interlock in draft.interlocks {
            check(interlock)
        }
        checkModbus()
    }

    private func checkIDs() {
        var seen: [String: Position] = [:]
        for id in draft.lanes.compactMap(\.id) {
            if let first = seen.updateValue(id.position, forKey: id.value) {
                faults.add(
                    .duplicateLaneID,
                    at: id.position,
                    "lane \(id.value) is already defined in line \(first.line)",
                    fix: "give each lane its own id"
                )
            }
        }
        for id in draft.interlocks.compactMap(\.id) {
            if let first = seen.updateValue(id.position, forKey: id.value) {
                faults.add(
                    .duplicateInterlockID,
                    at: id.position,
                    "the id \(id.value) is already taken in line \(first.line)",
                    fix: "give each interlock an id that no lane and no other interlock has"
                )
            }
        }
    }

    private func checkWatchdog() {
        guard let watchdog = draft.watchdog, let most = board?.watchdogMaximumMilliseconds else { return }
        if watchdog.value > most {
            faults.add(
                .watchdogAboveBoard,
                at: watchdog.position,
                "the watchdog time is \(watchdog.value) ms, but \(board?.name ?? "the board") counts to \(most) ms",
                fix: "write “watchdog: \(most)ms” or less"
            )
        }
    }

    private func checkTimes(_ lane: Draft.Lane) {
        guard let maxOn = lane.maxOn else { return }
        let drives = [(lane.homeTimeout, "homeTimeout"), (lane.pulse, "pulse")]
        for case (let drive?, let key) in drives where drive.value > maxOn.value {
            faults.add(
                .pulseLongerThanMaxOn,
                at: drive.position,
                "\(key) of \(lane.subject) is \(drive.value) ms, but maxOn cuts the motor after \(maxOn.value) ms",
                fix: "write “\(key): \(maxOn.value)ms” or less, or raise maxOn"
            )
        }
        if let watchdog = draft.watchdog, maxOn.value < watchdog.value, lane.hardwareLimit == nil {
            faults.add(
                .maxOnBelowWatchdog,
                at: maxOn.position,
                "maxOn of \(lane.subject) is \(maxOn.value) ms, but a frozen agent is ended only after "
                    + "\(watchdog.value) ms",
                fix: "raise maxOn, lower limits.watchdog, or fit a one-shot and declare it: “hardwareLimit: "
                    + "\(maxOn.value)ms”"
            )
        }
    }

    private func checkHardwareLimit(_ lane: Draft.Lane) {
        guard let limit = lane.hardwareLimit else { return }
        if let maxOn = lane.maxOn, limit.value > maxOn.value {
            faults.add(
                .hardwareLimitTooLate,
                at: limit.position,
                "hardwareLimit of \(lane.subject) is \(limit.value) ms, longer than its maxOn of \(maxOn.value) ms",
                fix: "set the hardware to \(maxOn.value) ms or less, or remove the key"
            )
        }
        if let drive = lane.hasHome ? lane.homeTimeout : lane.pulse, limit.value < drive.value {
            faults.add(
                .hardwareLimitTooEarly,
                at: limit.position,
                "the hardware of \(lane.subject) cuts the motor after \(limit.value) ms; it may need \(drive.value) ms",
                fix: "set the hardware to \(drive.value) ms or more, or shorten the drive"
            )
        }
    }

    private func checkStates(_ lane: Draft.Lane) {
        func unreachable(_ position: Position, _ message: String, _ fix: String) {
            faults.add(.unreachableState, at: position, message, fix: fix)
        }
        if let window = lane.dropWindow, window.value == 0 {
            unreachable(
                window.position,
                "dropWindow of \(lane.subject) is 0: goods that land after the motor stops are never seen",
                "give the goods time to fall, such as “dropWindow: 2s”"
            )
        }
        if let timeout = lane.homeTimeout, !lane.hasHome {
            unreachable(
                timeout.position,
                "\(lane.subject) has a homeTimeout but no home switch, so home is never seen",
                "declare the home switch, or write “pulse:” instead"
            )
        }
        if let pulse = lane.pulse, lane.hasHome {
            unreachable(
                pulse.position,
                "\(lane.subject) has a home switch, so its motor is never driven by pulse",
                "remove pulse, or write “home: none”"
            )
        }
        guard let attempts = lane.attempts else { return }
        if !Lane.attemptsRange.contains(attempts.value) {
            faults.add(
                .attemptsOutOfRange,
                at: attempts.position,
                "\(lane.subject) has \(attempts.value) attempts",
                fix: "write 1 (no second try) or 2"
            )
        } else if attempts.value > 1, !lane.hasHome {
            unreachable(
                attempts.position,
                "\(lane.subject) has no home switch, so the second attempt, which needs home seen, never comes",
                "write “attempts: 1”, or declare the home switch"
            )
        }
    }

    private func checkStock(_ lane: Draft.Lane) {
        guard let capacity = lane.capacity else { return }
        if capacity.value <= 0 {
            faults.add(
                .laneNeverSelectable,
                at: capacity.position,
                "\(lane.subject) has capacity \(capacity.value), so it can never be sold from",
                fix: "write how many units fit, or remove the lane"
            )
        } else if capacity.value > 10_000 {
            faults.add(.outOfRange, at: capacity.position, "\(lane.subject) holds over 10,000", fix: "write what fits")
        }
        guard let stock = lane.stock else { return }
        if stock.value < 0 {
            faults.add(.outOfRange, at: stock.position, "stock of \(lane.subject) is below 0", fix: "write 0 or more")
        } else if stock.value > capacity.value {
            faults.add(
                .stockAboveCapacity,
                at: stock.position,
                "\(lane.subject) is filled with \(stock.value), but holds \(capacity.value)",
                fix: "write “stock: \(max(0, capacity.value))” or less, or raise capacity"
            )
        }
    }
}
