/// How far a sequence counts before it begins again. It never returns to 0, which a PLC shows that has just lost its
/// memory, so that 0 is no command.
struct SequenceWidth: Sendable, Equatable {
    let last: UInt32

    init(_ kind: FieldRegister.Kind?) {
        last = kind == .uint32 ? .max : 0xFFFF
    }

    func next(after number: UInt32) -> UInt32 {
        number >= last ? 1 : number + 1
    }
}
