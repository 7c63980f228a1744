/// What a `GroupCommitWriter` owns: a store over one connection, used from one thread only.
package protocol GroupCommitStore: AnyObject, SendableMetatype {
    /// The connection whose transactions the writer begins and commits.
    var connection: Connection { get }

    /// Called before each job of a batch, also when a job is run again.
    func jobWillStart()

    /// Whether the job that just ran may use the space kept in reserve. Asked after the job, so that the store can
    /// tell from what the job did; nobody has to remember to say it.
    var jobMayUseReserve: Bool { get }

    /// Gives up the reserve (a ballast file, a lower page limit), so that one more commit fits. Returns whether there
    /// was anything to give.
    func releaseReserve() -> Bool

    /// Called on the writer's thread before the connection is closed in an orderly way.
    func willClose() throws
}

extension GroupCommitStore {
    package func jobWillStart() {}
    package var jobMayUseReserve: Bool { false }
    package func releaseReserve() -> Bool { false }
    package func willClose() throws {}
}
