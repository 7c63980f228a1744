/// The resistor an input is requested with. A chip that cannot do it refuses the request with `.unsupported`.
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
