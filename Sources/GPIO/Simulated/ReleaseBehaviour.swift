/// What a chip does with an output when whoever drove it closes the line or dies. The kernel promises nothing here, and
/// boards differ.
package enum ReleaseBehaviour: String, Sendable, Hashable, CaseIterable {
    /// The line becomes an input: what is wired to it decides. Upstream kernels on most chips.
    case revertsToInput
    /// The line stays driven as it was. Raspberry Pi kernels without `dtparam=strict_gpiod`.
    case persists
}
