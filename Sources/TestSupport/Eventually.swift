/// Waits until a condition holds, asking again every `pollMilliseconds`; a bounded wait, never a fixed sleep.
///
/// - Parameters:
///   - what: What is waited for, as a fact, for the error's text.
///   - timeoutSeconds: How long to ask. Choose it for a slow machine: a condition that comes true costs no more.
///   - pollMilliseconds: The pause between two questions.
///   - condition: The question.
/// - Throws: `TestSupportError` at the timeout; what the condition throws; `CancellationError`.
package func eventually(
    _ what: String,
    timeoutSeconds: Double = 10,
    pollMilliseconds: Int = 20,
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + .seconds(timeoutSeconds)
    while try await !condition() {
        guard ContinuousClock.now < deadline else {
            throw TestSupportError("waited \(timeoutSeconds) s in vain for: \(what)")
        }
        try await Task.sleep(for: .milliseconds(pollMilliseconds))
    }
}
