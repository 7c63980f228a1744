/// An answer of the coordinator: as it came, for `--json`, and as it is understood.
struct Reply<Value: Decodable & Sendable>: Sendable {
    /// The body.
    let bytes: [UInt8]
    /// What it means.
    let value: Value
}
