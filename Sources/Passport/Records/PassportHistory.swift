/// All versions of a passport, from the first on. Nothing is taken away: readers ask for the newest, or for the one of
/// a time, such as when the product was placed on the market.
package struct PassportHistory: Sendable {
    /// The versions, oldest first.
    package private(set) var versions: [ProductPassport]

    /// Begins with a first version.
    /// - Throws: `badVersion` when it is not the first.
    package init(_ first: ProductPassport) throws(PassportError) {
        guard first.version == 1, first.previous == nil else {
            throw PassportError(.badVersion, "A history begins with version 1, not \(first.version).")
        }
        versions = [first]
    }

    /// The newest version.
    package var newest: ProductPassport { versions[versions.count - 1] }

    /// Adds the next version.
    /// - Throws: `badVersion` when it does not follow the newest.
    package mutating func append(_ version: ProductPassport) throws(PassportError) {
        guard version.version == newest.version + 1, version.previous == (try newest.hash()),
            version.head.id == newest.head.id
        else {
            throw PassportError(
                .badVersion,
                "Version \(version.version) of \(version.head.id) does not follow version \(newest.version); read the "
                    + "newest one and change that."
            )
        }
        versions.append(version)
    }

    /// The version that was in force at a time; nil before the first.
    /// - Parameter milliseconds: since 1970.
    package func version(at milliseconds: Int64) -> ProductPassport? {
        versions.last { $0.milliseconds <= milliseconds }
    }
}
