package import Database

/// The coordinator's tables, one frozen file per version.
package enum Schema {
    /// Every migration, oldest first.
    package static var migrations: [Migration] {
        [
            version1, version2, version3, version4, version5, version6, version7, version8, version9, version10,
            version11, version12, version13, version14, version15, version16, version17,
            version18,
        ]
    }
}
