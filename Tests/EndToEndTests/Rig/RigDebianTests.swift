import TestSupport
import Testing

/// The contract of lines over the kernel's own chips, with libgpiod 1.6 of Debian 12 and 2.x of Debian 13, and a sale
/// on the latter.
@Suite(
    "On emulated machines of both Debians",
    .serialized,
    .enabled(if: RigTier.isFull, "make rig runs it"),
    .timeLimit(.minutes(30))
)
struct RigDebianTests {
    @Test(arguments: ["bookworm", "trixie"])
    func theKernelKeepsIt(suite: String) async throws {
        let rig = try Rig(environment: ["RIG_SUITE": suite])
        try await rig.rig("up", seconds: 1_500)
        let contract = try ChildProcess(
            "/bin/bash",
            arguments: ["\(PackageRoot.path)/hardware/rig/contract", rig.folder.path("machine")],
            environment: ["RIG_SUITE": suite]
        )
        let code = try await contract.waitUntilExit(timeoutSeconds: 900)
        let summary = contract.lines.last { $0.contains("Test run with") } ?? ""
        #expect(code == 0, "\(contract.lines.suffix(40).joined(separator: "\n"))")
        #expect(contract.lines.contains { $0.contains("includesTheKernelWhereGPIOSimIs() passed") }, "\(summary)")
        try await rig.rig("down")
    }

    /// The package that was made on Debian 12.
    @Test func theAgentSellsOnDebian13() async throws {
        let site = try await RigSite.start(suite: "trixie")
        let sold = try await site.sell("a1")
        try await site.sale(sold) { $0["ending"].text == "captured" }
        #expect(try await site.rig.world().map(\.what) == ["on", "drop", "off"])
        #expect(try await site.rig.sh("cat /etc/debian_version").hasPrefix("13"))
        try await site.rig.rig("down")
    }
}
