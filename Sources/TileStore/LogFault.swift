package import Passport

/// One thing that is wrong with a log: where, to the byte, and what.
package enum LogFault: Hashable, Sendable, CustomStringConvertible {
    /// There is no published checkpoint, or it is none of this log.
    case checkpoint(String)
    /// A file is not there.
    case missing(TileCoordinate)
    /// A file differs from what it must be, at this byte; `place` is the leaf whose hash or entry stands there.
    case file(TileCoordinate, byte: Int, place: UInt64?)
    /// The mirror has no row for this place.
    case noRow(UInt64)
    /// A column of the mirror's row of a place differs from what it must be, at this byte.
    case row(UInt64, column: String, byte: Int)
    /// The mirror has a row behind the last leaf.
    case extraRow(UInt64)
    /// A leaf does not follow the one of its subject before it.
    case chain(UInt64, String)
    /// File and mirror differ, and nothing says which is right.
    case undecided(UInt64)
    /// The leaves do not make the root that was signed.
    case root(String)

    package var description: String {
        switch self {
        case .checkpoint(let what): "checkpoint: \(what)"
        case .missing(let file): "\(file): the file is missing"
        case .file(let file, let byte, let place):
            "\(file): byte \(byte) is wrong" + (place.map { ", in what belongs to leaf \($0)" } ?? "")
        case .noRow(let place): "mirror: the row of leaf \(place) is missing"
        case .row(let place, let column, let byte): "mirror: byte \(byte) of \(column) of leaf \(place) is wrong"
        case .extraRow(let place): "mirror: there is a row of leaf \(place), behind the end of the log"
        case .chain(let place, let subject): "leaf \(place) does not follow the leaf of \(subject) before it"
        case .undecided(let place): "leaf \(place): tile, bundle and mirror differ, and none of them fits another"
        case .root(let what): "root: \(what)"
        }
    }

    /// Whether the files are what is wrong.
    package var isOfFiles: Bool {
        switch self {
        case .checkpoint, .missing, .file: true
        default: false
        }
    }
}
