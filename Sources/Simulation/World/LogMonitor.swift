import Passport
import TileStore

/// Somebody who follows the log of serials from outside, by its files alone: whatever was published once must stay, and
/// every checkpoint must be the root of the entries that the files show.
struct LogMonitor {
    private var builder = TileBuilder()

    /// How many entries were seen.
    var size: UInt64 { builder.size }

    /// Reads what is new.
    /// - Throws: `Violation` when the files contradict themselves or what they showed before.
    mutating func look(at files: LogFolder, policy: LogPolicy) throws {
        guard let note = try files.checkpoint() else {
            guard size == 0 else { throw Violation("the log's checkpoint is gone") }
            return
        }
        let checkpoint = try policy.checkpoint(of: note)
        guard checkpoint.size >= size else {
            throw Violation("the log had \(size) entries, and shows \(checkpoint.size)")
        }
        while size < checkpoint.size {
            do {
                for entry in try files.entries(from: size, below: checkpoint.size) { builder.append(.leaf(entry)) }
            } catch {
                throw Violation("entry \(size) of \(checkpoint.size) that were signed is not there: \(error.code)")
            }
            _ = builder.takeTiles()
        }
        guard builder.root == checkpoint.root else {
            throw Violation("the \(size) entries that the log showed are not those of its checkpoint")
        }
    }
}
