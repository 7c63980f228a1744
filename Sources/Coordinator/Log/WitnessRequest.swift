import Passport

/// The body of a request for a cosignature (C2SP tlog-witness: add-checkpoint).
struct WitnessRequest {
    /// The size that the witness signed last; 0 for none.
    let oldSize: UInt64
    /// That the tree of that size is the beginning of the checkpoint's.
    let proof: [TreeHash]
    /// What is to be cosigned.
    let checkpoint: SignedNote

    /// The body.
    var body: String {
        "old \(oldSize)\n" + proof.map { "\($0)\n" }.joined() + "\n\(checkpoint)"
    }
}
