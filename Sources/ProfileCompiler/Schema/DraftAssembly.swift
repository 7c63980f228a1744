import GPIO
import Machine

/// Makes the compiled profile out of a draft without errors.
struct DraftAssembly {
    let board: Board

    /// The profile, or nil when the draft lacks something; then its faults say what.
    func profile(_ draft: Draft) -> MachineProfile? {
        guard let name = draft.name?.value, let watchdog = draft.watchdog?.value, let settle = draft.settle?.value
        else {
            return nil
        }
        if let modbus = draft.modbus, modbus.profile == nil { return nil }
        let lanes = draft.lanes.compactMap { lane($0) }
        let ids = lanes.map(\.id)
        let interlocks = draft.interlocks.compactMap { interlock($0, lanes: ids) }
        guard lanes.count == draft.lanes.count, interlocks.count == draft.interlocks.count else { return nil }
        return MachineProfile(
            name: name,
            board: board.name,
            chip: board.chip,
            lanes: lanes,
            interlocks: interlocks,
            limits: MachineLimits(watchdogMilliseconds: watchdog, settleMilliseconds: settle),
            modbus: draft.modbus?.profile
        )
    }

    private func lane(_ draft: Draft.Lane) -> Lane? {
        guard let id = draft.id?.value, let motor = draft.motor, let drop = draft.drop, let maxOn = draft.maxOn?.value,
            let window = draft.dropWindow?.value, let capacity = draft.capacity?.value,
            draft.hasHome == (draft.home != nil)
        else { return nil }
        return Lane(
            id: id,
            motor: OutputLine(name: name(motor), activeLow: motor.activeLow),
            home: draft.home.map { input($0) },
            drop: input(drop),
            maxOnMilliseconds: maxOn,
            minimumOffMilliseconds: draft.minimumOff?.value ?? 0,
            homeTimeoutMilliseconds: draft.homeTimeout?.value,
            pulseMilliseconds: draft.pulse?.value,
            dropWindowMilliseconds: window,
            attempts: draft.attempts?.value ?? 1,
            capacity: capacity,
            stock: draft.stock?.value,
            hardwareLimitMilliseconds: draft.hardwareLimit?.value
        )
    }

    private func interlock(_ draft: Draft.Interlock, lanes: [String]) -> Interlock? {
        guard let id = draft.id?.value, let kind = draft.kind, let line = draft.input else { return nil }
        return Interlock(id: id, kind: kind, input: input(line), blocks: draft.blocks?.map(\.value) ?? lanes)
    }

    private func input(_ line: Draft.Line) -> InputLine {
        guard case .input(let bias, let debounce, let shared) = line.use else {
            return InputLine(name: name(line), activeLow: line.activeLow)
        }
        return InputLine(
            name: name(line),
            activeLow: line.activeLow,
            bias: bias?.value.bias ?? .asIs,
            debounceMicroseconds: debounce?.value ?? 0,
            shared: shared
        )
    }

    private func name(_ line: Draft.Line) -> LineName {
        LineName(chip: board.chip, line: line.name.value)
    }
}
