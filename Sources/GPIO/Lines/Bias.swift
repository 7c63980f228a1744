/// The resistor an input is requested with. The kernel silently ignores one that the chip does not have, so wire a real
/// one where it matters.
package enum Bias: String, Sendable, Codable, Hashable, CaseIterable {
    /// Leave whatever the boot loader or device tree set.
    case asIs
    /// No resistor: the line floats when nothing drives it.
    case disabled
    /// Reads high when nothing drives it. The choice for normally-closed contacts to ground: a cut wire reads as open.
    case pullUp
    /// Reads low when nothing drives it.
    case pullDown
}
