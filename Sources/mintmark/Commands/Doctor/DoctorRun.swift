import Foundation

/// Runs the agent's doctor, here.
enum DoctorRun {
    /// What came back.
    /// - Throws: `CommandError` when there is no agent.
    static func run(_ call: DoctorCall, host: String?) async throws -> DoctorCall.Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try Installation.program("mintmark-agent"))
        process.arguments = call.words(now: nil)
        let (output, complaint) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = complaint
        try process.run()
        async let complained = complaint.fileHandleForReading.readToEnd()
        let written = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return DoctorCall.Outcome(
            status: process.terminationStatus,
            output: Array(written),
            complaint: String(decoding: try await complained ?? Data(), as: UTF8.self)
        )
    }
}
