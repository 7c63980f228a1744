import Dispatch

/// Runs the sandbox's actor on its own queue, because fsync blocks and must not hold up everybody else's threads.
final class SandboxQueue: SerialExecutor {
    private let queue = DispatchQueue(label: "mintmark.sandbox")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        queue.async { job.runSynchronously(on: executor) }
    }
}
