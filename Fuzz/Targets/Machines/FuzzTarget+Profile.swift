import GPIO
import Machine
import Protocol

extension FuzzTarget {
    /// Compiled profiles as the agent takes them: signed JSON. An input that begins with a brace is claims, which are
    /// signed well; anything else is an envelope as it came. What is taken must be safe to plan with.
    static let profile = FuzzTarget(
        name: "profile",
        maximumBytes: 32_768,
        seeds: {
            let vending = try StrictJSON.encode(ProfileClaims(profile: ProfileSeeds.vending))
            return [
                FuzzSeed("vending.claims", vending),
                FuzzSeed("stamping.claims", try StrictJSON.encode(ProfileClaims(profile: ProfileSeeds.stamping))),
                FuzzSeed("vending.jws", try FuzzKeys.signed(vending, as: .profile)),
            ]
        },
        check: ProfileCheck.check
    )
}

/// What must hold for every profile that is taken.
enum ProfileCheck {
    /// What was signed.
    private static let signed: Set<[UInt8]> =
        (try? StrictJSON.encode(ProfileClaims(profile: ProfileSeeds.vending)))
        .map { [$0] } ?? []

    static let check: @Sendable ([UInt8]) throws -> Bool = { bytes in
        let isClaims = bytes.first == UInt8(ascii: "{")
        let text = isClaims ? try FuzzKeys.signed(bytes, as: .profile) : String(decoding: bytes, as: UTF8.self)
        guard let envelope = try? Envelope.parse(text, as: .profile),
            let verified = try? envelope.verified(by: FuzzKeys.keyset.key(envelope.keyID, for: .profile))
        else { return false }
        try FuzzFinding.unless(isClaims || signed.contains(verified.payload), "nobody signed this profile")
        guard let profile = try? verified.claims(ProfileClaims.self).profile,
            (try? profile.checkConsistency()) != nil
        else { return false }
        try usable(profile)
        return true
    }

    /// Plans with a profile whatever the agent and the coordinator plan with it.
    static func usable(_ profile: MachineProfile) throws {
        try FuzzFinding.unlessSame(
            profile,
            writing: { $0.canonicalJSON() },
            reading: { try MachineProfile.decode(json: $0) }
        )
        try FuzzFinding.unless(profile.longestDeliveryMilliseconds >= 0, "a delivery takes less than no time")
        for lane in profile.lanes {
            _ = profile.earliestStart(of: lane, laneOffAt: 1_000_000_000, anyOffAt: 1_000_000_000)
            let worst = lane.worstOnMilliseconds(watchdogMilliseconds: profile.limits.watchdogMilliseconds)
            try FuzzFinding.unless(worst > 0, "lane \(lane.id) is never on")
        }
        _ = profile.lineConfiguration
        guard let modbus = profile.modbus else { return }
        for station in modbus.stations {
            try FuzzFinding.unless(modbus.longestStampMilliseconds(of: station) > 0, "a stamp takes no time")
        }
        do {
            _ = try modbus.busConfigurations()
        } catch {
            throw FuzzFinding("the profile is taken, and its buses can't be opened: \(error)")
        }
        for device in modbus.devices {
            guard let spans = modbus.spans(of: device.registers.map(\.name)) else {
                throw FuzzFinding("device \(device.id) has registers that lead nowhere")
            }
            for span in spans { try check(span) }
        }
    }

    private static func check(_ span: RegisterSpan) throws {
        let operation = span.readOperation
        do {
            try operation.check()
        } catch {
            throw FuzzFinding("a span is planned that can't be read: \(error)")
        }
        guard case .read(_, _, let count) = operation else { return }
        _ = try? span.values(in: Array(repeating: 0x4141, count: Int(count)))
    }
}
