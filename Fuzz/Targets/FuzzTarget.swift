/// One door through which bytes of others come in, and what must hold behind it whatever they are.
package struct FuzzTarget: Sendable {
    /// The name on the command line, and of the folder of its corpus.
    package let name: String
    /// The longest input that is tried, in bytes.
    package let maximumBytes: Int
    /// The inputs that the search begins with, made by the real encoders.
    package let seeds: @Sendable () throws -> [FuzzSeed]
    /// Takes one input. Refusing it is fine.
    /// - Returns: whether anything took it; so that a test sees that the search begins behind the first refusal.
    /// - Throws: `FuzzFinding` when something that must hold does not.
    package let check: @Sendable ([UInt8]) throws -> Bool

    /// Every target.
    package static let all: [FuzzTarget] = [
        envelope, strictJSON, receipts, profile, yaml, digitalLink, httpBody, node, modbus, note, tiles, proof,
    ]

    /// The target of a name.
    package static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}
