extension DraftChecks {
    func check(_ interlock: Draft.Interlock) {
        if let wiring = interlock.wiring, wiring.value == .normallyOpen {
            faults.add(
                .interlockNotNormallyClosed,
                at: wiring.position,
                "\(interlock.subject) is wired normally open: a cut wire would look safe",
                fix: "wire the contact so that it is closed while safe, and write “wiring: normallyClosed”"
            )
        }
        checkCutWire(interlock)
        // All lanes of a machine that only stamps are none.
        let hasNoLane = draft.lanes.isEmpty && draft.modbus != nil
        guard let blocks = interlock.blocks ?? (hasNoLane ? [] : nil) else { return }
        if blocks.isEmpty {
            faults.add(
                .interlockBlocksNothing,
                at: interlock.blocksPosition,
                "\(interlock.subject) blocks no lane",
                fix: "write “blocks: all” or list lanes, or remove the interlock"
            )
        }
        let lanes = draft.lanes.compactMap(\.id?.value)
        for id in blocks where !lanes.contains(id.value) {
            faults.add(
                .unknownLane,
                at: id.position,
                "\(interlock.subject) blocks “\(id.value.prefix(40))”, which is not a lane",
                fix: Spelling.nearest(to: id.value, among: lanes).map { "did you mean \($0)?" }
                    ?? "name one of \(lanes.joined(separator: ", "))"
            )
        }
    }

    /// With the wire cut the resistor alone sets the pin, and that must read as unsafe, which is inactive.
    private func checkCutWire(_ interlock: Draft.Interlock) {
        guard let input = interlock.input, case .input(let bias?, _, _) = input.use else { return }
        let fix = "close the contact to ground and write “bias: pullUp” and “activeLow: true”"
        switch (bias.value, input.activeLow) {
        case (.pullUp, true), (.pullDown, false):
            break
        case (.pullUp, false), (.pullDown, true):
            faults.add(
                .interlockFailsUnsafe,
                at: bias.position,
                "with a cut wire \(input.name.value) would read active, so \(interlock.subject) would look safe",
                fix: fix
            )
        case (.none, _):
            faults.add(
                .interlockFailsUnsafe,
                at: bias.position,
                "with a cut wire \(input.name.value) would float, so \(interlock.subject) could look safe",
                fix: fix
            )
        }
    }
}
