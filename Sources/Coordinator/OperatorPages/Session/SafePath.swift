/// Where to go on after a login: only to our own pages, whatever the link said.
package enum SafePath {
    /// The overview.
    package static let home = "/operator"
    private static let longest = 500

    /// `path` when it is one of the operator's pages, else the overview.
    package static func next(_ path: String?) -> String {
        guard let path, path == home || path.hasPrefix("\(home)/") || path.hasPrefix("\(home)?"),
            path.utf8.count <= longest, path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C })
        else { return home }
        return path
    }
}
