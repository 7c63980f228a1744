/// One piece of work of a batch. Used on the writer's thread; `finish` hands the result to whoever waits.
package final class GroupCommitJob<Store: GroupCommitStore> {
    /// Runs the work inside the batch's transaction. May be called again when the batch had to be rolled back.
    let perform: (Store) throws -> Void
    /// Called exactly once: nil after the COMMIT that made the work durable, else why there was none.
    let finish: ((any Error)?) -> Void
    /// What the store said after the last run.
    package internal(set) var mayUseReserve = false

    /// A job from its two halves.
    package init(perform: @escaping (Store) throws -> Void, finish: @escaping ((any Error)?) -> Void) {
        self.perform = perform
        self.finish = finish
    }
}
