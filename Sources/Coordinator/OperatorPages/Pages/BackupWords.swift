/// How backups are spoken of.
enum BackupWords {
    /// As one thing among others that need a person.
    static func title(_ standing: BackupStanding) -> String { String(sentence(standing).dropLast()) }

    static func sentence(_ standing: BackupStanding) -> String {
        switch standing {
        case .recent: "The last backup is recent."
        case .old(_, let days): "The last backup is \(days) days old."
        case .missing(isLate: true): "No backup was ever taken."
        case .missing(isLate: false): "No backup was taken yet."
        }
    }

    /// `12.4 MB`, in powers of ten.
    static func size(_ bytes: Int64) -> String {
        guard bytes >= 1_000 else { return "\(bytes) bytes" }
        var (tenths, unit) = (bytes / 100, "kB")
        for larger in ["MB", "GB", "TB"] where tenths >= 10_000 { (tenths, unit) = (tenths / 1_000, larger) }
        return "\(tenths / 10).\(tenths % 10) \(unit)"
    }
}
