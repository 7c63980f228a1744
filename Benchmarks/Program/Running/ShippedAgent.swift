import TestSupport

/// The agent as machines get it: `make agent` builds it, with the Swift runtime inside.
enum ShippedAgent {
    static let path = "\(PackageRoot.path)/.build/shipped/release/mintmark-agent"
}
