import Foundation
import TestSupport

/// A machine's profile as the programs take it.
enum CompiledProfile {
    /// Writes `machine.yaml` into a folder, and compiled from it `profile.json` and, signed by the deployment whose state
    /// is in `coordinator`, `profile.jws`.
    /// - Parameter coordinator: the coordinator's state folder; the one in `folder` if nil.
    static func write(_ yaml: String, in folder: TemporaryDirectory, coordinator: String? = nil) async throws {
        try yaml.write(toFile: folder.path("machine.yaml"), atomically: true, encoding: .utf8)
        let key = "\(coordinator ?? folder.path("coordinator"))/keys/profile.key"
        for (output, more) in [("profile.json", [String]()), ("profile.jws", ["--key", key])] {
            let compiler = try ChildProcess(
                BuiltProducts.path("mintmark"),
                arguments: [
                    "profile", "compile", folder.path("machine.yaml"), "--board", "simulated", "--boards",
                    "\(PackageRoot.path)/hardware/boards", "-o", folder.path(output),
                ] + more
            )
            guard try await compiler.waitUntilExit() == 0 else {
                throw BenchmarkError("the benchmark's profile does not compile: \(compiler.lines)")
            }
        }
    }
}
