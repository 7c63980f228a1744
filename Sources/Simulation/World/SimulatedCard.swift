/// A copy of what a machine has on its card.
struct SimulatedCard {
    let disk: FaultDisk.Image
    /// The files of its keys.
    let keys: [String: [UInt8]]
}
