import Machine
import Testing

/// The crash table of docs/stamping.md, at every point there is.
@Suite("Stamp: crash table")
struct StampCrashTests {
    private func rig(_ fault: StationFault = .normal, retentive: Bool = true) -> StampRig {
        var rig = StampRig(fault: fault, retentive: retentive)
        rig.run()
        return rig
    }

    /// The process ends after each thing the agent does; what was done until then says how the unit must end.
    @Test func theAgentMayCrashAnywhere() throws {
        let whole = rig()
        #expect(whole.result?.status == .commissioned)
        var seen: Set<StampStatus> = []
        for count in 0..<whole.done.count {
            var rig = StampRig()
            rig.run(crashingAfter: count)
            let before = rig.done.prefix(count)
            let wasCommanded = before.contains { $0.writes("command") }
            let hadIntent = before.contains { if case .needIntent = $0 { true } else { false } }
            let result = try #require(rig.result, "after \(count)")
            seen.insert(result.status)
            #expect(rig.intents.count == 1, "after \(count)")
            #expect(result.status == (hadIntent && !wasCommanded ? .cannotStart : .commissioned), "after \(count)")
            #expect(result.reason == (hadIntent && !wasCommanded ? .notExecuted : nil), "after \(count)")
            #expect(rig.marks == (result.status == .commissioned ? 1 : 0), "after \(count)")
            #expect(result.evidence.afterRestart == hadIntent, "after \(count)")
        }
        #expect(seen == [.commissioned, .cannotStart])
    }

    /// The gate was told, or was about to be, and the process ends: the same number again diverts one unit.
    @Test func theAgentMayCrashAroundTheGate() throws {
        let whole = rig(.misread)
        #expect(whole.result?.reason == .readBackMismatch)
        #expect(whole.plc.rejections == 1)
        let gate = try #require(whole.done.firstIndex { $0.writes("reject") })
        for count in gate...gate + 1 {
            var rig = StampRig(fault: .misread)
            rig.run(crashingAfter: count)
            #expect(rig.result?.status == .scrapped)
            #expect(rig.plc.rejections == 1, "after \(count)")
            #expect(rig.marks == 1)
        }
    }

    /// The power of the PLC fails at each millisecond of a unit.
    @Test(arguments: [true, false])
    func thePLCMayLosePowerAtAnyTime(retentive: Bool) throws {
        var reasons: [StampReason?: Int] = [:]
        let end = rig(retentive: retentive).now
        for time in stride(from: 0, through: end + 20, by: 3) {
            var rig = StampRig(retentive: retentive)
            rig.run(powerLossAt: time)
            let result = try #require(rig.result, "at \(time)")
            reasons[result.reason, default: 0] += 1
            #expect(rig.marks <= 1, "at \(time)")
            if result.status == .commissioned { #expect(rig.marks == 1, "at \(time)") }
            if result.status == .cannotStart { #expect(rig.marks == 0, "at \(time)") }
            if result.status == .scrapped, rig.marks == 1 { #expect(result.reason != .crcMismatch, "at \(time)") }
            #expect(rig.done.count { $0.writes("command") } <= 1, "at \(time)")
        }
        #expect(reasons[nil] ?? 0 > 0, "\(reasons)")
        #expect(reasons[retentive ? .restarted : .aborted] ?? 0 > 50, "\(reasons)")
        #expect(reasons[.unreadable] ?? 0 > 10, "\(reasons)")
    }

    /// Agent and PLC at once: they go down with each other.
    @Test func bothMayGoDownAtOnce() throws {
        let whole = rig()
        for count in 0..<whole.done.count {
            for time in stride(from: 0, through: whole.now, by: 40) {
                var rig = StampRig()
                rig.run(crashingAfter: count, powerLossAt: time)
                let result = try #require(rig.result, "after \(count), at \(time)")
                #expect(rig.marks <= 1, "after \(count), at \(time)")
                #expect(result.status != .cannotStart || rig.marks == 0, "after \(count), at \(time)")
                #expect(result.status != .commissioned || rig.marks == 1, "after \(count), at \(time)")
            }
        }
    }

    @Test(
        arguments: [
            (StationFault.lostReply, nil), (.lateReply(milliseconds: 500), nil), (.wrongEcho, .wrongHash),
            (.stuckBusy, .markTimeout), (.unreadable, .unreadable), (.misread, .readBackMismatch),
            (.powerLoss(afterMilliseconds: 5), .restarted), (.powerLoss(afterMilliseconds: 100), .restarted),
        ] as [(StationFault, StampReason?)]
    )
    func everyFaultHasItsReason(_ fault: StationFault, _ reason: StampReason?) {
        let rig = rig(fault)
        #expect(rig.result?.reason == reason)
        #expect(rig.result?.status == (reason == nil ? .commissioned : .scrapped))
        #expect(rig.done.count { $0.writes("command") } == 1)
        #expect(rig.marks == (fault == .powerLoss(afterMilliseconds: 5) ? 0 : 1))
        // A gate without power cannot be told at once; it is told when the PLC is back.
        #expect(rig.plc.rejections == (reason == nil ? 0 : 1))
        #expect(rig.result?.evidence.rejected == (reason != nil))
    }
}

extension StampSequencer.Effect {
    /// Whether this writes the one register.
    fileprivate func writes(_ name: String) -> Bool {
        if case .write(_, let writes) = self { writes.map(\.name) == [name] } else { false }
    }
}
