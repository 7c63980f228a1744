import Backup
import Platform
import Protocol
import Synchronization

/// Takes backups of the running coordinator, one at a time.
package final class BackupDesk: Sendable {
    private let runtime: Runtime
    private let stateFolder: String
    private let operatorToken: String
    private let deployment: String
    private let isBusy = Mutex(false)

    /// Makes the desk.
    /// - Parameters:
    ///   - stateFolder: what is copied, and where the copy is kept until it is sent.
    ///   - operatorToken: the file of the first operator's token.
    ///   - deployment: the deployment's id.
    package init(runtime: Runtime, stateFolder: String, operatorToken: String, deployment: String) {
        self.runtime = runtime
        self.stateFolder = stateFolder
        self.operatorToken = operatorToken
        self.deployment = deployment
    }

    /// Copies the state folder. Selling goes on meanwhile. The copy goes with the value, and with it this desk's turn.
    /// - Parameter by: whose token asked for it.
    /// - Throws: `conflict` while another backup is made or sent, `storageFull` without room for the copy, `unexpected`
    ///   when the database is damaged.
    package func take(by: String) async throws -> Taken {
        let turn = try Turn(self)
        let generation = try await runtime.view { work in try RecoveryBook.generation(in: work).number }
        let snapshot = try await copy(generation: generation)
        try await runtime.perform { work in
            try EventLog.append(
                .backupMade,
                subject: self.deployment,
                owner: Owner.operator,
                data: [
                    "by": by, "bytes": String(snapshot.fileBytes), "generation": String(generation),
                    "takenAt": String(snapshot.manifest.takenAt),
                ],
                in: work
            )
        }
        return Taken(snapshot: snapshot, turn: turn)
    }

    /// A copy that is being sent.
    package struct Taken: Sendable {
        /// The copy.
        let snapshot: Snapshot
        fileprivate let turn: Turn
    }

    /// The right to make a backup; given back when nobody has it any more.
    fileprivate final class Turn: Sendable {
        private let desk: BackupDesk

        init(_ desk: BackupDesk) throws(CoordinatorError) {
            let isFree = desk.isBusy.withLock { isBusy in
                defer { isBusy = true }
                return !isBusy
            }
            guard isFree else {
                throw CoordinatorError(.conflict, "Another backup is being made or sent. Try again when it is done.")
            }
            self.desk = desk
        }

        deinit { desk.isBusy.withLock { $0 = false } }
    }

    private func copy(generation: Int64) async throws -> Snapshot {
        let (state, token, deployment) = (stateFolder, operatorToken, deployment)
        let takenAt = runtime.clock().milliseconds
        let name = Hex.encode(runtime.ids.randomBytes(6))
        // Copying and checking a database blocks for as long as the disk takes.
        return try await DedicatedThread.run("backup") {
            do throws(BackupError) {
                return try Snapshot(
                    of: state,
                    operatorToken: token,
                    deployment: deployment,
                    generation: generation,
                    takenAt: takenAt,
                    name: name
                )
            } catch {
                throw Self.refusal(error)
            }
        }
    }

    private static func refusal(_ error: BackupError) -> CoordinatorError {
        let code: CoordinatorErrorCode = error.code == .storage ? .storageFull : .unexpected
        return CoordinatorError(code, "No backup was made. \(error.message)", cause: error.cause)
    }
}
