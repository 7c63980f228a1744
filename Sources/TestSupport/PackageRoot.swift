/// Where the sources of this package are, for tests that read files of the tree.
package enum PackageRoot {
    /// The folder with Package.swift: absolute, without a slash at the end.
    package static let path: String = {
        // <root>/Sources/TestSupport/PackageRoot.swift
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    }()
}
